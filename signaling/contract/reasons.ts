/**
 * E1: why the server refused or closed, as a closed list. What the client sent is never echoed.
 * `close` is the WebSocket close code when the reason ends the socket, or null when the socket stays open.
 * `retry` tells the client whether coming back by itself makes sense.
 */
export const REASONS = {
  'bad-message': { close: 4400, retry: false },
  'too-large': { close: 4413, retry: false },
  'too-many': { close: 4429, retry: false },
  busy: { close: 4503, retry: true },
  'not-joined': { close: 4401, retry: true },
  'ticket-refused': { close: 4403, retry: true },
  'resume-refused': { close: 4404, retry: true },
  'old-version': { close: 4426, retry: false },
  'already-joined': { close: 4409, retry: false },
  'room-full': { close: 4423, retry: false },
  replaced: { close: 4410, retry: false },
  removed: { close: 4411, retry: false },
  ended: { close: 4412, retry: false },
  left: { close: 4000, retry: false },
  'slow-reader': { close: 4408, retry: true },
  restarting: { close: 1012, retry: true },
  'server-error': { close: 1011, retry: true },
  'slow-down': { close: null, retry: false },
  'not-allowed': { close: null, retry: false },
  'not-admitted': { close: null, retry: false },
  'unknown-participant': { close: null, retry: false },
  'description-refused': { close: null, retry: false },
} as const satisfies Record<string, { close: number | null; retry: boolean }>

export type Reason = keyof typeof REASONS
export type ClosingReason = { [R in Reason]: (typeof REASONS)[R]['close'] extends number ? R : never }[Reason]

/** The reason behind a close code, or undefined when the code is not ours (1006: the network). */
export function reasonOfCloseCode(code: number): ClosingReason | undefined {
  for (const reason of Object.keys(REASONS) as Reason[]) {
    if (REASONS[reason].close === code) return reason as ClosingReason
  }
  return undefined
}
