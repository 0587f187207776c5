import type { Clock } from '../clock.ts'
import type { Announce, WebhookEvent } from '../contract/webhook-events.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'
import type { Post } from './post.ts'
import { signedHeaders } from './signature.ts'

export interface Webhook {
  readonly announce: Announce
  /** Lets what is under way end, for `withinMs` at most; what waits for another try is given up, and the log says which. */
  stop(withinMs: number): Promise<void>
}

interface Message {
  readonly id: string
  readonly type: WebhookEvent['type']
  readonly body: string
}

/** After each failed attempt; some three quarters of an hour in all. */
const WAITS_MS = [5_000, 30_000, 120_000, 600_000, 1_800_000]
/** A receiver that is away for long must not fill the memory. */
const MOST_WAITING = 1_000
const AT_ONCE = 4

/** Hands events to one receiver, each until it is taken or given up: at least once, in no order to be relied on. */
export function createWebhook(ports: {
  clock: Clock
  random: Pick<Random, 'id'>
  log: Log
  secret: string
  post: Post
}): Webhook {
  const { clock, random, log, secret, post } = ports
  const waiting = new Map<Message, () => void>()
  const underWay = new Map<Message, Promise<void>>()
  const queue: (() => void)[] = []
  let attempts = 0
  let isStopping = false

  function announce(event: WebhookEvent): void {
    const id = `msg_${random.id()}`
    const timestamp = new Date(clock.now()).toISOString()
    const message = { id, type: event.type, body: JSON.stringify({ type: event.type, timestamp, data: event.data }) }
    const why = isStopping ? 'stopping' : underWay.size >= MOST_WAITING ? 'too-many-waiting' : null
    if (why !== null) lost(message, why)
    else
      underWay.set(
        message,
        handOver(message).finally(() => underWay.delete(message)),
      )
  }

  async function handOver(message: Message): Promise<void> {
    for (const wait of [...WAITS_MS, null]) {
      const answer = await inTurn(() => post(signedHeaders(secret, { ...message, at: clock.now() }), message.body))
      if (answer === 'taken') return
      if (wait === null) return lost(message, answer.why)
      if (isStopping || !(await waited(message, wait))) return lost(message, 'stopping')
    }
  }

  /** A slow receiver is asked by a few at once; the others stand in line. */
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (attempts >= AT_ONCE) await new Promise<void>((resolve) => queue.push(resolve))
    else attempts += 1
    try {
      return await work()
    } finally {
      const next = queue.shift()
      // Whoever is next has this one's place.
      if (next) next()
      else attempts -= 1
    }
  }

  /** False: called off. */
  function waited(message: Message, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (whole: boolean) => {
        waiting.delete(message)
        resolve(whole)
      }
      const callOff = clock.after(ms, () => end(true))
      waiting.set(message, () => {
        callOff()
        end(false)
      })
    })
  }

  function lost(message: Message, why: string): void {
    log({ event: 'webhook-lost', messageId: message.id, type: message.type, why })
  }

  return {
    announce,
    async stop(withinMs) {
      isStopping = true
      for (const callOff of [...waiting.values()]) callOff()
      let enough: () => void = () => undefined
      const late = new Promise<void>((resolve) => {
        enough = clock.after(withinMs, resolve)
      })
      await Promise.race([Promise.all(underWay.values()), late])
      enough()
      for (const message of underWay.keys()) lost(message, 'stopping')
    },
  }
}
