import { PROTOCOL_VERSION } from '../../signaling/contract/limits.ts'
import type { Role } from '../../signaling/contract/participant.ts'
import type { WebhookEvent } from '../../signaling/contract/webhook-events.ts'
import type { LogEvent } from '../../signaling/log.ts'
import { systemRandom } from '../../signaling/random.ts'
import { createHub, type Hub } from '../../signaling/rooms/hub.ts'
import type { MeetingNotes } from '../../signaling/rooms/hub-ports.ts'
import type { DeskGrant, SeatGrant } from '../../signaling/rooms/seat-grant.ts'
import { createManualClock, type ManualClock } from './manual-clock.ts'
import { connect, type MemoryClient, type MemoryLineOptions } from './memory-connection.ts'

/** A hub with nothing real around it: time by hand, lines in memory, a store that can be made to fail. */
export interface RoomsWorld {
  hub: Hub
  clock: ManualClock
  store: NotedStore
  logged: LogEvent[]
  /** Hashes of the sessions that were kept from going idle. */
  touched: string[]
  /** What the clinic's other systems were told. */
  announced: WebhookEvent[]
  /** A new line with nothing said on it. */
  line(options?: MemoryLineOptions): MemoryClient
  /** A new page of that person, which asks to join. */
  join(grant: SeatGrant, options?: MemoryLineOptions): MemoryClient
  /** By default with the count of whoever was given that secret. */
  resume(secret: string, options?: MemoryLineOptions & { heard?: number }): MemoryClient
  /** A doctor's page that watches their desk. */
  watch(grant?: DeskGrant, options?: MemoryLineOptions): MemoryClient
}

export interface NotedStore {
  readonly notes: string[]
  /** What it does with the next calls: answers, or rejects with this. */
  failWith: Error | null
  /** What `noteJoined` answers. */
  joinedAnswer: 'noted' | 'ended' | 'unknown'
  /** Calls wait until this resolves. */
  until: Promise<void>
}

export function createRoomsWorld(
  clock: ManualClock = createManualClock(),
  { renewIceServersMs = null }: { renewIceServersMs?: number | null } = {},
): RoomsWorld {
  let credentials = 0
  const store: NotedStore = { notes: [], failWith: null, joinedAnswer: 'noted', until: Promise.resolve() }
  const logged: LogEvent[] = []
  const touched: string[] = []
  const announced: WebhookEvent[] = []
  const hub = createHub({
    clock,
    random: systemRandom,
    meetings: notesInto(store),
    sessions: { touch: async (secretHash) => void touched.push(secretHash) },
    renewIceServersMs,
    iceServersFor(id) {
      credentials += 1
      return [{ urls: ['turn:turn.example.org'], username: id, credential: `relay ${credentials}` }]
    },
    log: (event) => void logged.push(event),
    announce: (event) => void announced.push(event),
  })
  const lines: MemoryClient[] = []
  function line(options?: MemoryLineOptions): MemoryClient {
    const client = connect(hub, options)
    lines.push(client)
    return client
  }
  return {
    hub,
    clock,
    store,
    logged,
    touched,
    announced,
    line,
    join(grant, options) {
      const client = line(options)
      const { ticket } = hub.issueTicket(grant)
      client.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'computer' })
      return client
    },
    watch(grant = deskGrant(), options) {
      const client = line(options)
      const { ticket } = hub.issueDeskTicket(grant)
      client.say({ type: 'watch-desk', version: PROTOCOL_VERSION, ticket })
      return client
    },
    resume(secret, { heard, ...options } = {}) {
      const count = heard ?? heardSince(lines, secret)
      const client = line(options)
      client.say({ type: 'resume', version: PROTOCOL_VERSION, secret, heard: count })
      return client
    },
  }
}

/** As a page counts (R4). */
function heardSince(lines: readonly MemoryClient[], secret: string): number {
  for (const { heard } of lines) {
    const welcome = heard.findIndex((message) => 'resumeSecret' in message && message.resumeSecret === secret)
    if (welcome >= 0) return heard.slice(welcome + 1).filter(({ type }) => type !== 'pong').length
  }
  return 0
}

function notesInto(store: NotedStore): MeetingNotes {
  async function note<A>(said: string, answer: A): Promise<A> {
    await store.until
    if (store.failWith !== null) throw store.failWith
    store.notes.push(said)
    return answer
  }
  return {
    noteAdmitted: (_room, id, at) => note(`${at === null ? 'shut to' : 'admitted'} ${id}`, 'noted'),
    noteJoined: (_room, id) => note(`joined ${id}`, store.joinedAnswer),
    noteLeft: (_room, id, at) => note(`left ${id} ${at}`, 'noted'),
    noteActive: () => note('active', 'noted'),
    noteConnected: (_room, id, { path, afterMs }) => note(`connected ${id} ${path} ${afterMs}`, 'noted'),
    noteQuality: (_room, id, quality) => note(`quality ${id} ${quality}`, 'noted'),
    end: (_room, reason) => note(`ended by ${reason}`, 'ended'),
  }
}

/** Lets what the store was asked come to its answer. */
export async function storeAnswers(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve()
}

export const ROOM_ID = '0123456789ab'

/** Whose meeting it is. */
export const DOCTOR = 'a00000000000'

export const IDS = {
  doctor: 'd00000000000',
  patient: 'p00000000000',
  interpreter: 'g00000000001',
  family: 'g00000000002',
  colleague: 'g00000000003',
} as const
export type Somebody = keyof typeof IDS

export function grantFor(somebody: Somebody, but: Partial<SeatGrant> = {}): SeatGrant {
  const role: Role = somebody
  return {
    roomId: ROOM_ID,
    doctorId: DOCTOR,
    title: 'A visit',
    startsAt: null,
    participantId: IDS[somebody],
    role,
    name: `The ${somebody}`,
    language: 'en',
    check: null,
    entry: 'new',
    admission: 'automatic',
    relayOnly: false,
    staff: null,
    ...but,
  }
}

export function deskGrant(doctorId: string = DOCTOR, sessionHash: string = '0'.repeat(64)): DeskGrant {
  return { doctorId, staff: { accountId: doctorId, sessionHash } }
}

export const FINGERPRINT = `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`
/** A description as a browser's, as short as can be. */
export const SDP = [
  'v=0',
  'o=- 1 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  FINGERPRINT,
  '',
].join('\r\n')
export const CANDIDATE = {
  candidate: 'candidate:1 1 udp 2113937151 192.0.2.7 54321 typ host generation 0 ufrag abcd',
  sdpMid: '0',
  sdpMLineIndex: 0,
  usernameFragment: 'abcd',
} as const
