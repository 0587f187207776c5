import { beforeEach, describe, expect, test } from 'vitest'
import type { WebhookEvent } from '../../../../signaling/contract/webhook-events.ts'
import type { LogEvent } from '../../../../signaling/log.ts'
import { systemRandom } from '../../../../signaling/random.ts'
import type { Post } from '../../../../signaling/webhook/post.ts'
import { createWebhook, type Webhook } from '../../../../signaling/webhook/webhook.ts'
import { createManualClock, type ManualClock } from '../../../support/manual-clock.ts'

const ended: WebhookEvent = { type: 'meeting.ended', data: { roomId: '0123456789ab', by: 'doctor' } }
const HOUR = 60 * 60_000

let clock: ManualClock
let logged: LogEvent[]
let tried: { id: string; timestamp: number; signature: string; body: string }[]
let answer: Post
let webhook: Webhook

beforeEach(() => {
  clock = createManualClock()
  logged = []
  tried = []
  answer = async () => 'taken'
  webhook = createWebhook({
    clock,
    random: systemRandom,
    log: (event) => void logged.push(event),
    secret: `whsec_${'A'.repeat(43)}=`,
    post(headers, body) {
      tried.push({
        id: headers['webhook-id'] ?? '',
        timestamp: Number(headers['webhook-timestamp']),
        signature: headers['webhook-signature'] ?? '',
        body,
      })
      return answer(headers, body)
    },
  })
})

describe('an event', () => {
  test('goes out once when it is taken, with what happened and when', async () => {
    webhook.announce(ended)
    await turns()
    clock.advance(HOUR)
    await turns()
    expect(tried.map(({ body }) => JSON.parse(body))).toEqual([{ ...ended, timestamp: '2026-11-23T09:00:00.000Z' }])
    expect(clock.timers).toBe(0)
  })

  test('that is not taken is tried again, later and later, as the same event signed anew', async () => {
    answer = async () => (tried.length < 4 ? { why: '503' } : 'taken')
    webhook.announce(ended)
    await passing(HOUR)
    expect(tried).toHaveLength(4)
    expect(new Set(tried.map(({ id }) => id)).size).toBe(1)
    expect(new Set(tried.map(({ body }) => body)).size).toBe(1)
    expect(new Set(tried.map(({ signature }) => signature)).size).toBe(4)
    const gaps = tried.slice(1).map(({ timestamp }, index) => timestamp - (tried[index]?.timestamp ?? 0))
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b))
    expect(gaps[0]).toBeGreaterThanOrEqual(5)
    expect(logged).toEqual([])
  })

  test('that is never taken is given up, and the log says which by its id and nothing of its content', async () => {
    answer = async () => ({ why: '500' })
    webhook.announce(ended)
    await passing(2 * HOUR)
    expect(tried).toHaveLength(6)
    expect(logged).toEqual([{ event: 'webhook-lost', messageId: tried[0]?.id, type: 'meeting.ended', why: '500' }])
    expect(clock.timers).toBe(0)
  })

  test('that waits for another try holds up no other', async () => {
    answer = async (_headers, body) => (body.includes('0123456789ab') ? { why: '500' } : 'taken')
    webhook.announce(ended)
    await turns()
    webhook.announce({ type: 'meeting.ended', data: { roomId: 'ba9876543210', by: 'time' } })
    await turns()
    expect(tried).toHaveLength(2)
  })
})

describe('a receiver', () => {
  test('that is slow is asked by few at once', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    answer = async () => {
      await held
      return 'taken'
    }
    for (let count = 0; count < 20; count += 1) webhook.announce(ended)
    await turns()
    expect(tried).toHaveLength(4)
    release()
    await turns()
    expect(tried).toHaveLength(20)
  })

  test('that is away for long fills no memory: what is too much is lost and said', async () => {
    answer = async () => ({ why: '500' })
    for (let count = 0; count < 1_003; count += 1) webhook.announce(ended)
    expect(logged.map((event) => ('why' in event ? event.why : null))).toEqual(Array(3).fill('too-many-waiting'))
    await webhook.stop(0)
  })
})

describe('at the end', () => {
  test('what waits is given up at once and named in the log; nothing new is taken', async () => {
    answer = async () => ({ why: '500' })
    webhook.announce(ended)
    await turns()
    const stopped = webhook.stop(2_000)
    webhook.announce(ended)
    await stopped
    expect(logged.map((event) => ('why' in event ? event.why : null))).toEqual(['stopping', 'stopping'])
    expect(clock.timers).toBe(0)
  })

  test('what is on its way may arrive', async () => {
    let arrive: (taken: 'taken') => void = () => undefined
    answer = () =>
      new Promise((resolve) => {
        arrive = resolve
      })
    webhook.announce(ended)
    const stopped = webhook.stop(2_000)
    await turns()
    arrive('taken')
    await stopped
    expect(logged).toEqual([])
  })

  test('nobody is waited for longer than said', async () => {
    answer = () => new Promise(() => undefined)
    webhook.announce(ended)
    const stopped = webhook.stop(2_000)
    await turns()
    clock.advance(2_000)
    await stopped
    expect(logged).toMatchObject([{ event: 'webhook-lost', why: 'stopping' }])
  })
})

/** Time goes by, and everything that is due has its turn. */
async function passing(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 5_000) {
    await turns()
    clock.advance(5_000)
  }
  await turns()
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve()
}
