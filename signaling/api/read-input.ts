import type { HttpRequest } from '../http.ts'

export type ReadInput = { ok: true; value: unknown } | { ok: false; code: 'too-large' | 'not-json' | 'invalid-json' }

/** What the caller gave: the query of a GET, the JSON body of a POST. An empty body is an empty object. Not checked yet. */
export function readInput(request: HttpRequest): ReadInput {
  if (request.body === 'too-large') return { ok: false, code: 'too-large' }
  if (request.method === 'GET') return { ok: true, value: readQuery(request.query) }
  if (request.body.length === 0) return { ok: true, value: {} }
  if (!isJson(request.headers['content-type'])) return { ok: false, code: 'not-json' }
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.body))
    return { ok: true, value }
  } catch {
    // Not UTF-8 or not JSON: what is wrong with it is the caller's to find, and the parser's message would echo it.
    return { ok: false, code: 'invalid-json' }
  }
}

/** A name given twice has a list, which no schema here takes. */
function readQuery(query: string): Record<string, string | string[]> {
  const given = new URLSearchParams(query)
  const entries = [...new Set(given.keys())].map((name): [string, string | string[]] => {
    const [first = '', ...more] = given.getAll(name)
    return [name, more.length === 0 ? first : [first, ...more]]
  })
  return Object.fromEntries(entries)
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(contentType?.trim() ?? '')
}
