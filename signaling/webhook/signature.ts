import { createHmac } from 'node:crypto'

/**
 * The headers of one attempt (Standard Webhooks, https://www.standardwebhooks.com): what was sent, when this attempt was made, and a proof that
 * both are ours. `secret` as the setting WEBHOOK_SECRET has it.
 */
export function signedHeaders(secret: string, of: { id: string; at: number; body: string }): Record<string, string> {
  const timestamp = String(Math.floor(of.at / 1_000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${of.id}.${timestamp}.${of.body}`).digest('base64')
  return { 'webhook-id': of.id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
