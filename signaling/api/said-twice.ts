import type { Clock } from '../clock.ts'
import { hashOf } from '../random.ts'

/** Long enough for a double click and for a browser that tries a form again; what is asked later is meant. */
const REMEMBERED_MS = 60_000
/** Answers hold fresh codes: no more of them than the last minute of a large clinic has. */
const MOST_REMEMBERED = 1_000

/**
 * Does a piece of work once for all that is the same request: what comes again under the same id with the same content waits for the
 * first one's answer and gets it. A request without an id is always a new one. What failed is forgotten at once.
 */
export type OnceFor = <T extends { readonly ok: boolean }>(
  request: { who: string; id: string | undefined; content: unknown },
  work: () => Promise<T>,
) => Promise<T>

export function createOnceFor(clock: Pick<Clock, 'after'>): OnceFor {
  const remembered = new Map<string, Promise<unknown>>()

  function forget(key: string, answer: Promise<unknown>): void {
    if (remembered.get(key) === answer) remembered.delete(key)
  }

  return (request, work) => {
    if (request.id === undefined) return work()
    // Hashed: what was asked for, an address perhaps, is nobody's to keep.
    const key = hashOf(JSON.stringify([request.who, request.id, request.content]))
    const before = remembered.get(key)
    // Under this key stands nothing but what the same kind of work answered: who asks and for what is part of it.
    if (before !== undefined) return before as ReturnType<typeof work>
    const answer = work()
    remembered.set(key, answer)
    for (const oldest of remembered.keys()) {
      if (remembered.size <= MOST_REMEMBERED) break
      remembered.delete(oldest)
    }
    answer.then(
      ({ ok }) => {
        if (ok) clock.after(REMEMBERED_MS, () => forget(key, answer))
        else forget(key, answer)
      },
      () => forget(key, answer),
    )
    return answer
  }
}
