import { createHmac } from 'node:crypto'
import type { Millis } from '../contract/ids.ts'
import type { IceServer } from '../contract/server-messages.ts'
import { quickestFirst } from './relay-url.ts'

/** Long enough to set a call up or restart its ICE; short enough that a copied credential is soon worth nothing. */
export const TURN_CREDENTIAL_MS = 10 * 60_000

/**
 * For trying whether the relay can be reached, which anybody may. All of these are one person to the relay, whose quota for one person
 * (coturn: `user-quota`) then holds for everybody who is not in a call: docs/decisions/0021-check-before-a-visit.md.
 */
export const CHECK_CREDENTIAL = { lifetimeMs: 60_000, randomId: () => 'check' } as const

/**
 * Short-lived credentials of draft-uberti-behave-turn-rest-00: the name says until when and, for the relay's log, a random id that
 * leads to nobody; the password is the HMAC-SHA1 of the name under the secret shared with the TURN servers.
 */
export function turnCredential(
  secret: string,
  randomId: string,
  now: Millis,
  lifetimeMs = TURN_CREDENTIAL_MS,
): { username: string; credential: string } {
  const username = `${Math.floor((now + lifetimeMs) / 1000)}:${randomId}`
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') }
}

/** What a browser is told about STUN and TURN; made anew for each join and resume, and in a call before it runs out (T1). */
export function createIceServers(ports: {
  stunUrls: readonly string[]
  turnUrls: readonly string[]
  turnSecret: string | null
  randomId: () => string
  now: () => Millis
  lifetimeMs?: number
}): () => IceServer[] {
  const { stunUrls, turnSecret, randomId, now, lifetimeMs } = ports
  const turnUrls = quickestFirst(ports.turnUrls)
  return () => {
    const servers: IceServer[] = []
    if (stunUrls.length > 0) servers.push({ urls: [...stunUrls] })
    if (turnUrls.length > 0 && turnSecret !== null) {
      servers.push({ urls: [...turnUrls], ...turnCredential(turnSecret, randomId(), now(), lifetimeMs) })
    }
    return servers
  }
}
