import type { Reply, Request } from './messages.ts'
import { troubleOf } from './trouble.ts'

export type Handlers = Readonly<Record<string, (...args: never[]) => unknown>>

/** Runs the handler a request names; what it throws is the caller's to judge. */
export function perform(handlers: Handlers, request: Request): unknown {
  const handler = Object.hasOwn(handlers, request.call) ? handlers[request.call] : undefined
  if (!handler) throw new TypeError(`The store has no ${request.call}.`)
  // The other end is this program's own `ask`, which ties the arguments' types to the name.
  return (handler as (...args: readonly unknown[]) => unknown)(...request.args)
}

export function done(request: Request, value: unknown): Reply {
  return { id: request.id, ok: true, value }
}

export function failed(request: Request, error: unknown): Reply {
  return { id: request.id, ok: false, trouble: troubleOf(error) }
}
