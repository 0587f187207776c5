import fc from 'fast-check'
import type { ServerMessage } from '../../signaling/contract/server-messages.ts'
import type { Effect } from '../../signaling/rooms/core/effects.ts'
import type { RoomEvent, Said } from '../../signaling/rooms/core/events.ts'
import { nextDeadline } from '../../signaling/rooms/core/going.ts'
import { keepUnheard, missedAfter, nothingUnheard, type Unheard } from '../../signaling/rooms/core/missed.ts'
import { step } from '../../signaling/rooms/core/room.ts'
import { type Entry, emptyRoom, type Room, type Who } from '../../signaling/rooms/core/seat.ts'
import { MEDIA } from './call-messages.ts'
import { CANDIDATE, IDS, SDP } from './rooms-world.ts'

/** Six people for four seats: somebody is always one too many. */
export const PEOPLE: readonly Who[] = [
  { id: IDS.doctor, role: 'doctor', name: 'D' },
  { id: 'd11111111111', role: 'doctor', name: 'D2' },
  { id: IDS.patient, role: 'patient', name: 'P' },
  { id: IDS.interpreter, role: 'interpreter', name: 'I' },
  { id: IDS.family, role: 'family', name: 'F' },
  { id: IDS.colleague, role: 'colleague', name: 'C' },
]
const NOTE = { id: 'cccccccccccc', at: 0, from: 'clinic', word: 'five-minutes', text: null } as const

// Mostly the three who fit together, so that enough is said between people who are there.
const who = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(...PEOPLE.filter(({ role }) => ['doctor', 'patient', 'family'].includes(role))),
  },
  { weight: 1, arbitrary: fc.constantFrom(...PEOPLE) },
)
const id = who.map((person) => person.id)
const generation = fc.integer({ min: 0, max: 3 })
const chatId = fc.constantFrom('aaaaaaaaaaaa', 'bbbbbbbbbbbb')

export const said: fc.Arbitrary<Said> = fc.oneof(
  fc.record({
    type: fc.constant('offer' as const),
    to: id,
    description: fc.constant({ type: 'offer' as const, sdp: SDP }),
    generation,
  }),
  fc.record({
    type: fc.constant('answer' as const),
    to: id,
    description: fc.constantFrom({ type: 'answer' as const, sdp: SDP }, { type: 'answer' as const, sdp: 'v=0' }),
    generation,
  }),
  fc.record({ type: fc.constant('ice-candidate' as const), to: id, candidate: fc.constant(CANDIDATE), generation }),
  fc.record({ type: fc.constant('chat-message' as const), id: chatId, text: fc.constant('hello') }),
  fc.record({ type: fc.constant('chat-received' as const), id: chatId, from: id }),
  fc.constant({ type: 'media-state' as const, media: MEDIA }),
  fc.record({
    type: fc.constant('link-report' as const),
    to: id,
    path: fc.constantFrom('direct' as const, 'relay' as const),
    afterMs: fc.nat({ max: 3_600_000 }),
  }),
  fc.record({ type: fc.constantFrom('admit' as const, 'hold' as const), participant: id }),
  fc.record({ type: fc.constant('note' as const), id: chatId, text: fc.constant('I am here') }),
  fc.constantFrom({ type: 'leave-room' as const }, { type: 'end-call' as const }),
)

/** What may happen next. `page` is how many pages ago, so that old pages speak up too. */
export type Act =
  | { act: 'join' | 'refresh'; who: Who }
  | { act: 'admit' | 'hold' | 'note' | 'gone'; id: string }
  /** `lost`: how many of the last messages had not arrived; null: the page's count makes no sense. */
  | { act: 'resume'; id: string; lost: number | null }
  | { act: 'said'; id: string; page: number; message: Said }
  | { act: 'lost'; id: string; page: number }
  | { act: 'wait'; ms: number }
  | { act: 'remove'; id: string }
  | { act: 'end' | 'restart' }

const pagesAgo = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) })
export const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ act: fc.constant('join' as const), who }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('refresh' as const), who }) },
  {
    weight: 6,
    arbitrary: fc.record({ act: fc.constantFrom('admit' as const, 'hold' as const, 'note' as const), id }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('gone' as const), id }) },
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constant('resume' as const), id, lost: fc.option(fc.nat({ max: 3 }), { freq: 8 }) }),
  },
  { weight: 20, arbitrary: fc.record({ act: fc.constant('said' as const), id, page: pagesAgo, message: said }) },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('lost' as const), id, page: pagesAgo }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 10_000, 30_000, 90_000, 120_000, 600_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('remove' as const), id }) },
  { weight: 1, arbitrary: fc.constantFrom({ act: 'end' as const }, { act: 'restart' as const }) },
)

export interface Happened {
  before: Room
  after: Room
  event: RoomEvent
  effects: readonly Effect[]
  /** Whose page each number is. */
  owners: ReadonlyMap<number, string>
}

/** Lets it happen; `check` sees each step. A restart forgets the room and keeps what was written down. */
export function live(
  admission: 'automatic' | 'by-doctor',
  acts: readonly Act[],
  check: (step: Happened) => void,
): Room {
  let room = emptyRoom('0123456789ab', admission, false)
  const store = createStoreOfEntries(admission)
  let now = 0
  let pages = 0
  const owners = new Map<number, string>()
  const pagesOf = new Map<string, number[]>()

  const unheard = new Map<string, Unheard>()
  const missedBy = (id: string, lost: number | null) => {
    const one = unheard.get(id)
    return one === undefined || lost === null ? null : missedAfter(one, Math.max(0, one.said - lost))
  }
  const keep = (id: string, message: ServerMessage) => keepUnheard(unheard.get(id) ?? nothingUnheard(), message)
  const newPage = (owner: string) => {
    pages += 1
    owners.set(pages, owner)
    pagesOf.set(owner, [pages, ...(pagesOf.get(owner) ?? [])])
    return pages
  }
  const happen = (event: RoomEvent) => {
    const before = room
    const { room: after, effects } = step(before, event)
    room = after
    store.write(effects)
    for (const effect of effects) {
      if (effect.do === 'welcome') unheard.set(effect.who.id, nothingUnheard())
      if (effect.do === 'send') keep(owners.get(effect.page) ?? '', effect.message)
      if (effect.do === 'keep') keep(effect.id, effect.message)
    }
    check({ before, after, event, effects, owners })
  }
  for (const next of acts) {
    switch (next.act) {
      case 'join': {
        const entry = store.entryOf(next.who.id)
        happen({ type: 'join', who: next.who, entry, page: newPage(next.who.id), at: now })
        break
      }
      case 'refresh':
        // The handler lets no doctor wait.
        if (next.who.role === 'doctor') break
        happen({ type: 'refresh', who: next.who, entry: store.entryOf(next.who.id), now, at: now })
        break
      case 'admit':
      case 'hold':
      case 'gone':
        happen({ type: next.act, id: next.id })
        break
      case 'note':
        happen({ type: 'note', id: next.id, note: NOTE })
        break
      case 'resume':
        happen({ type: 'resume', id: next.id, page: newPage(next.id), now, missed: missedBy(next.id, next.lost) })
        break
      case 'said':
      case 'lost': {
        const page = pagesOf.get(next.id)?.[next.page]
        if (page === undefined) break
        if (next.act === 'lost') happen({ type: 'lost', id: next.id, page, now })
        else happen({ type: 'said', id: next.id, page, message: next.message, at: now })
        break
      }
      case 'wait': {
        now += next.ms
        const due = nextDeadline(room)
        if (due !== null && due <= now) happen({ type: 'tick', now })
        break
      }
      case 'remove':
        happen({ type: 'remove', id: next.id })
        break
      case 'end':
        happen({ type: 'end', by: 'doctor' })
        break
      case 'restart':
        room = emptyRoom('0123456789ab', admission, false)
        pagesOf.clear()
    }
  }
  return room
}

/** What signaling/api/seat-tickets.ts makes of what was written down. */
function createStoreOfEntries(admission: 'automatic' | 'by-doctor') {
  const joined = new Set<string>()
  const admitted = new Set<string>()
  return {
    entryOf(id: string): Entry {
      if (admitted.has(id)) return 'admitted'
      return admission === 'automatic' && joined.has(id) ? 'held' : 'new'
    },
    write(effects: readonly Effect[]) {
      for (const effect of effects) {
        if (effect.do === 'note-joined') joined.add(effect.id)
        if (effect.do === 'note-admitted') admitted.add(effect.id)
        if (effect.do === 'note-shut') admitted.delete(effect.id)
      }
    },
  }
}

export const admission = fc.constantFrom('automatic' as const, 'by-doctor' as const)
export const acts = fc.array(act, { minLength: 5, maxLength: 80, size: 'max' })

export function always(check: (step: Happened) => void): void {
  fc.assert(
    fc.property(admission, acts, (how, happenings) => {
      live(how, happenings, check)
    }),
    { numRuns: 300 },
  )
}

export function sent(effects: readonly Effect[]): { page: number; message: ServerMessage | { type: string } }[] {
  return effects.flatMap((effect) =>
    effect.do === 'send' || effect.do === 'welcome' ? [{ page: effect.page, message: effect.message }] : [],
  )
}

/** Whom a message tells of: itself, the snapshot of others, the one it is from. */
export function mentions(message: object): string[] {
  return PEOPLE.map((person) => person.id).filter((one) => JSON.stringify(message).includes(one))
}
