import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Webhook } from 'standardwebhooks'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { WebhookEvent } from '../../signaling/contract/webhook-events.ts'
import { signedHeaders } from '../../signaling/webhook/signature.ts'
import { createApiClient, redeem } from '../support/api-client.ts'
import { createLiveVisit } from '../support/live-visit.ts'
import { type RunningSignaling, startSignaling } from '../support/processes.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts'

/** What the clinic's other systems are told, from the real process to a real receiver. */

const secret = `whsec_${randomBytes(32).toString('base64')}`
const isEvent = Compile(WebhookEvent)
let receiver: WebhookReceiver
let signaling: RunningSignaling
beforeAll(async () => {
  receiver = await startWebhookReceiver()
  signaling = await startSignaling({ env: { WEBHOOK_URL: receiver.url, WEBHOOK_SECRET: secret } })
})
beforeEach(() => {
  receiver.delivered.length = 0
  receiver.status = () => 204
})
afterAll(async () => {
  await signaling.stop()
  await receiver.stop()
})

test('a visit is told from its invitations to its end, each signed so that others believe it', async () => {
  const visit = await createLiveVisit(signaling, { language: 'fr', guests: ['interpreter'] })
  const patient = await visit.patient.join()
  const doctor = await visit.doctor.join()
  const params = { roomId: visit.roomId }
  const [guest] = visit.guests
  await visit.doctor.api.data('revokeInvite', { params, input: { participantId: guest?.id ?? '' } })
  doctor.say({ type: 'end-call' })
  await patient.next('call-ended')
  await expect.poll(() => receiver.delivered.length).toBe(6)

  const told = receiver.delivered.map(({ headers, body }) => new Webhook(secret).verify(body, flat(headers)))
  const events = told.map((said) => {
    const { timestamp, ...event } = said as { timestamp: string; type: string; data: { role?: string } }
    expect(Date.parse(timestamp)).toBeGreaterThan(0)
    expect(isEvent.Errors(event)).toEqual([])
    return event
  })
  const roles = (type: string) => events.filter((event) => event.type === type).map(({ data }) => data.role)
  expect(roles('invite.issued').sort()).toEqual(['interpreter', 'patient'])
  expect(roles('person.arrived').sort()).toEqual(['doctor', 'patient'])
  expect(roles('invite.revoked')).toEqual(['interpreter'])
  expect(events.at(-1)).toEqual({ type: 'meeting.ended', data: { roomId: visit.roomId, by: 'doctor' } })
  expect(new Set(receiver.delivered.map(({ headers }) => headers['webhook-id'])).size).toBe(6)
})

test('the link in it lets the person in, and no address or name is with it', async () => {
  const doctor = createApiClient(signaling.url)
  await doctor.data('trySample', { input: { secret: signaling.firstTry?.doctorSecret ?? '' } })
  await doctor.data('createMeeting', { input: { title: 'Check-up', email: 'paul.miller@example.org' } })
  await expect.poll(() => receiver.delivered.length).toBe(1)
  const { body } = receiver.delivered[0] ?? { body: '{}' }
  const { data } = JSON.parse(body)
  expect(body).not.toMatch(/paul|Sample/)
  expect((await redeem(createApiClient(signaling.url), data.link.split('#')[1])).you.role).toBe('patient')
})

test('a receiver that fails and then works is told again, as the same event', async () => {
  receiver.status = (count) => (count === 1 ? 503 : 200)
  const doctor = createApiClient(signaling.url)
  await doctor.data('trySample', { input: { secret: signaling.firstTry?.doctorSecret ?? '' } })
  await doctor.data('createMeeting', { input: { title: 'Check-up' } })
  await expect.poll(() => receiver.delivered.length, { timeout: 15_000 }).toBe(2)
  const [first, second] = receiver.delivered
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  expect(second?.body).toBe(first?.body)
  expect(Number(second?.headers['webhook-timestamp'])).toBeGreaterThanOrEqual(
    Number(first?.headers['webhook-timestamp']) + 4,
  )
  expect(() => new Webhook(secret).verify(second?.body ?? '', flat(second?.headers ?? {}))).not.toThrow()
})

test('the README’s own lines believe what is ours and nothing else', async () => {
  const [, code = ''] = /```js\n(import \{ createHmac.*?)```/s.exec(await readFile('README.md', 'utf8')) ?? []
  const folder = await mkdtemp(join(tmpdir(), 'bedside-readme-'))
  await writeFile(join(folder, 'check.mjs'), code)
  process.env['WEBHOOK_SECRET'] = secret
  try {
    const { isFromBedside } = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'check.mjs')).href)
    const at = Date.now()
    const headers = signedHeaders(secret, { id: 'msg_1', at, body: '{}' })
    expect(isFromBedside(headers, '{}')).toBe(true)
    expect(isFromBedside({ ...headers, 'webhook-signature': `v1,x ${headers['webhook-signature']}` }, '{}')).toBe(true)
    expect(isFromBedside(headers, '{ }')).toBe(false)
    expect(isFromBedside({ ...headers, 'webhook-signature': 'v1,' }, '{}')).toBe(false)
    expect(isFromBedside(signedHeaders(secret, { id: 'msg_1', at: at - 600_000, body: '{}' }), '{}')).toBe(false)
  } finally {
    delete process.env['WEBHOOK_SECRET']
    await rm(folder, { recursive: true })
  }
})

test('nobody waits for a receiver that does not answer', async () => {
  const dead = await startSignaling({ env: { WEBHOOK_URL: 'http://127.0.0.1:9/', WEBHOOK_SECRET: secret } })
  try {
    const visit = await createLiveVisit(dead)
    await visit.patient.join()
    await expect.poll(async () => (await visit.stored()).state).toBe('waiting')
  } finally {
    expect(await dead.stop()).toBe(0)
  }
})

function flat(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
