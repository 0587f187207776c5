import type { RelayUrl } from './relay-url.ts'
import { CLASS, decodeMessage, encodeMessage, type StunMessage } from './stun-message.ts'
import { type NoWay, openWire, type Wire } from './wire.ts'

export type Answer = { readonly ok: true; readonly message: StunMessage } | { readonly ok: false; readonly why: NoWay }

/** Questions and answers with one server. */
export interface StunConnection {
  /** Signed when a key is given. */
  ask(message: StunMessage, key?: Buffer | null): Promise<Answer>
  /** An indication: nobody answers it. */
  say(message: StunMessage): void
  close(): void
}

export type Connected =
  | { readonly ok: true; readonly connection: StunConnection }
  | { readonly ok: false; readonly why: NoWay }

/** RFC 8489, 6.2.1, only quicker: the whole check has seconds. */
const AGAIN_AFTER_MS = 200

/** After `deadline` every question is answered with `silent`. */
export async function connectStun(
  to: RelayUrl,
  deadline: AbortSignal,
  heard: (indication: StunMessage) => void = () => undefined,
): Promise<Connected> {
  /** By transaction. */
  const asked = new Map<string, (answer: Answer) => void>()
  let fallen: NoWay | null = null

  function fall(why: NoWay): void {
    fallen ??= why
    for (const answer of asked.values()) answer({ ok: false, why })
  }

  const opened = await openWire(to, deadline, {
    message(bytes) {
      const message = decodeMessage(bytes)
      if (message === null) return
      if (message.class === CLASS.indication) heard(message)
      else asked.get(message.transactionId.toString('hex'))?.({ ok: true, message })
    },
    fell: fall,
  })
  if (!opened.ok) return opened
  const { wire } = opened
  const late = () => fall('silent')
  deadline.addEventListener('abort', late, { once: true })
  if (deadline.aborted) late()

  return {
    ok: true,
    connection: {
      ask(message, key = null) {
        return new Promise((resolve) => {
          const transaction = message.transactionId.toString('hex')
          const stop = writeUntilStopped(wire, encodeMessage(message, key))
          const settle = (answer: Answer) => {
            stop()
            asked.delete(transaction)
            resolve(answer)
          }
          asked.set(transaction, settle)
          if (fallen !== null) settle({ ok: false, why: fallen })
        })
      },
      say: (message) => wire.write(encodeMessage(message)),
      close() {
        deadline.removeEventListener('abort', late)
        wire.close()
      },
    },
  }
}

/** Once over a stream; over datagrams again after twice as long each time. */
function writeUntilStopped(wire: Wire, bytes: Buffer): () => void {
  let afterMs = AGAIN_AFTER_MS
  let timer: NodeJS.Timeout | undefined
  const write = () => {
    wire.write(bytes)
    if (!wire.isLossy) return
    timer = setTimeout(write, afterMs)
    afterMs *= 2
  }
  write()
  return () => clearTimeout(timer)
}
