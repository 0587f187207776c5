import type { Route } from '../contract/routes.ts'

export interface Match<N extends string> {
  readonly name: N
  readonly params: Readonly<Record<string, string>>
}

/**
 * Finds routes by path, as it stands on the wire: nothing is decoded, no slash is forgiven, no dot resolved. What a proxy and we
 * could read differently matches nothing. A parameter is one piece without `%`; its schema says what more it must be.
 */
export function createRouteMatcher<N extends string>(routes: Readonly<Record<N, Pick<Route, 'path' | 'method'>>>) {
  const patterns = namesOf(routes).map((name) => ({
    name,
    method: routes[name].method,
    pieces: routes[name].path.split('/'),
  }))

  /** The route, or the methods the path has, or null when nothing has this path. */
  return function match(method: string, path: string): Match<N> | { methods: readonly string[] } | null {
    const pieces = path.split('/')
    const methods: string[] = []
    for (const pattern of patterns) {
      const params = paramsOf(pattern.pieces, pieces)
      if (!params) continue
      if (pattern.method === method) return { name: pattern.name, params }
      methods.push(pattern.method)
    }
    return methods.length > 0 ? { methods } : null
  }
}

function paramsOf(pattern: readonly string[], pieces: readonly string[]): Record<string, string> | null {
  if (pattern.length !== pieces.length) return null
  const params: Record<string, string> = {}
  for (const [index, expected] of pattern.entries()) {
    const piece = pieces[index] ?? ''
    if (!expected.startsWith(':')) {
      if (piece !== expected) return null
    } else if (/^[A-Za-z0-9_-]+$/.test(piece)) params[expected.slice(1)] = piece
    else return null
  }
  return params
}

function namesOf<N extends string>(record: Readonly<Record<N, unknown>>): N[] {
  return Object.keys(record).filter((key): key is N => Object.hasOwn(record, key))
}
