import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { signedHeaders } from '../../../../signaling/webhook/signature.ts'

const secret = `whsec_${randomBytes(32).toString('base64')}`
const body = '{"type":"meeting.ended","data":{"title":"Überweisung ✓"}}'

describe('a signed event', () => {
  test('is believed by an independent implementation of Standard Webhooks', () => {
    const headers = signedHeaders(secret, { id: 'msg_1', at: Date.now(), body })
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
  })

  test('is not believed with another key, content, id or time', () => {
    const headers = signedHeaders(secret, { id: 'msg_1', at: Date.now(), body })
    const other = `whsec_${randomBytes(32).toString('base64')}`
    expect(() => new Webhook(other).verify(body, headers)).toThrow()
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow()
    expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-id': 'msg_2' })).toThrow()
    const old = signedHeaders(secret, { id: 'msg_1', at: Date.now() - 600_000, body })
    expect(() => new Webhook(secret).verify(body, old)).toThrow(/old/)
    const redated = { ...old, 'webhook-timestamp': headers['webhook-timestamp'] ?? '' }
    expect(() => new Webhook(secret).verify(body, redated)).toThrow()
  })
})
