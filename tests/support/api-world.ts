import type { Store } from '../../db/port.ts'
import type { Passwords } from '../../signaling/accounts/passwords.ts'
import { createApi } from '../../signaling/api/api.ts'
import { readCookies } from '../../signaling/api/cookie-header.ts'
import { createTrail } from '../../signaling/audit/trail.ts'
import { CONSENT } from '../../signaling/contract/consent.ts'
import type { RouteName } from '../../signaling/contract/routes.ts'
import type { WebhookEvent } from '../../signaling/contract/webhook-events.ts'
import { createFirstTry } from '../../signaling/first-try/first-try.ts'
import { createIssueInvite } from '../../signaling/invites/issue.ts'
import type { LogEvent } from '../../signaling/log.ts'
import type { Mail } from '../../signaling/mail/mail.ts'
import { createNoteSeal, type NoteSeal } from '../../signaling/notes/note-seal.ts'
import { systemRandom as random } from '../../signaling/random.ts'
import type { Rooms } from '../../signaling/rooms/rooms.ts'
import { requestOf } from './api-client.ts'
import { createManualClock } from './manual-clock.ts'
import { createMemoryStore } from './memory-store.ts'

const PUBLIC_URL = 'http://localhost:4321'

/** The whole REST API over a store in memory, a clock moved by hand and rooms that note what they are asked. */
export async function createApiWorld(
  change: (store: Store) => Store = (store) => store,
  notes: NoteSeal | null = createNoteSeal(new Uint8Array(32)),
) {
  const clock = createManualClock()
  const store = change(createMemoryStore())
  const asked: string[] = []
  const logged: LogEvent[] = []
  const announced: WebhookEvent[] = []
  const mails: Mail[] = []
  const rooms: Rooms = {
    issueTicket: ({ participantId }) => {
      asked.push(`ticket ${participantId}`)
      return { ticket: random.secret(), expiresAt: clock.now() + 60_000 }
    },
    issueDeskTicket: ({ doctorId }) => {
      asked.push(`desk ticket ${doctorId}`)
      return { ticket: random.secret(), expiresAt: clock.now() + 60_000 }
    },
    admit: ({ doctorId, participantId }) => {
      asked.push(`admit ${participantId} for ${doctorId}`)
      return 'now'
    },
    hold: ({ doctorId, participantId }) => {
      asked.push(`hold ${participantId} for ${doctorId}`)
      return 'now'
    },
    tell: ({ participantId }, words) => {
      asked.push(`tell ${participantId} ${words.word ?? words.text}`)
      return { id: random.id(), at: clock.now(), from: 'clinic', ...words }
    },
    note: ({ participantId }, text) => {
      asked.push(`note ${participantId} ${text}`)
      return { id: random.id(), at: clock.now(), from: 'person', word: null, text }
    },
    wait: () => {
      asked.push('wait')
      return { admitted: false, since: clock.now(), place: 0, held: false, notes: [] }
    },
    move: (roomId, from, to) => asked.push(`move ${roomId} from ${from} to ${to}`),
    checked: (_roomId, participantId, { verdict }) => asked.push(`checked ${participantId} ${verdict}`),
    arrivals: () => [],
    end: (roomId, by) => asked.push(`end ${roomId} ${by}`),
    remove: (roomId, participantId) => asked.push(`remove ${roomId} ${participantId}`),
    endStaff: (over) =>
      asked.push('session' in over ? `end session ${over.session}` : `end account ${over.account} but ${over.but}`),
    renewStaff: (before, after) => asked.push(`renew session ${before} ${after}`),
    isOpen: () => false,
    live: () => ({ rooms: 2, people: 3 }),
  }
  // Plain text for a hash: what hashing is worth has its own tests, and here it would only take time.
  const passwords: Passwords = {
    hash: async (password) => `plain ${password}`,
    isRight: async (hash, password) => hash === `plain ${password}`,
  }
  const issueInvite = createIssueInvite({ invites: store.invites, random, now: clock.now, publicUrl: PUBLIC_URL })
  const firstTry = await createFirstTry({ store, rooms, random, now: clock.now, issueInvite, relayOnly: false })
  const log = (event: LogEvent) => logged.push(event)
  const record = createTrail({ audit: store.audit, clock, log })
  const about = {
    version: '0.0.0',
    startedAt: clock.now(),
    relay: { stunUrls: [], turnUrls: ['turn:turn.example.org'], hasSecret: true },
    retentionDays: 30,
  }
  const api = createApi({
    store,
    rooms,
    firstTry,
    passwords,
    clock,
    random,
    log,
    record,
    about,
    notes,
    announce: (event) => void announced.push(event),
    sendMail: async (mail) => {
      mails.push(mail)
      return { ok: true }
    },
    clinic: { name: 'Example Clinic', phone: '+1 555 0100', zone: 'Europe/Berlin' },
    consentVersion: CONSENT.version,
    relayOnly: false,
    tryRelay: async () => [{ url: 'stun:turn.example.org', way: 'udp', good: true, sentence: 'Answers.', ms: 3 }],
    checkIceServers: () => [{ urls: ['stun:turn.example.org'] }],
    publicUrl: PUBLIC_URL,
  })

  /** A browser: keeps the cookies it is given. */
  function browser() {
    const cookies = new Map<string, string>()
    return {
      cookies,
      async call(name: RouteName, input: object = {}, params: object = {}) {
        const { method, path } = requestOf(name, params)
        const reply = await api.handle({
          method,
          path,
          query: method === 'GET' ? new URLSearchParams(Object.entries(input)).toString() : '',
          headers: {
            'content-type': 'application/json',
            cookie: [...cookies].map(([cookie, value]) => `${cookie}=${value}`).join('; '),
          },
          body: new TextEncoder().encode(method === 'POST' ? JSON.stringify(input) : ''),
          address: '192.0.2.1',
        })
        for (const line of [reply.headers['Set-Cookie'] ?? []].flat()) {
          for (const [cookie, value] of [...readCookies(line)].slice(0, 1)) cookies.set(cookie, value)
        }
        if (typeof reply.body !== 'string') throw new Error(`${name} answered in parts.`)
        return { status: reply.status, headers: reply.headers, body: reply.body, said: JSON.parse(reply.body) }
      },
    }
  }

  return {
    clock,
    store,
    asked,
    logged,
    announced,
    mails,
    api,
    links: firstTry.links(),
    browser,
    async sampleDoctor() {
      const doctor = browser()
      await doctor.call('trySample', { secret: firstTry.links()?.doctorSecret })
      return doctor
    },
    said: (code: string, name = 'Paul Miller') => ({ code, name, consentVersion: CONSENT.version }),
  }
}
