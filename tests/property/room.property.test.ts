import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEATS, type SeatKind, seatKind } from '../../signaling/contract/participant.ts'
import type { ServerMessage } from '../../signaling/contract/server-messages.ts'
import type { Effect } from '../../signaling/rooms/core/effects.ts'
import type { RoomEvent, Said } from '../../signaling/rooms/core/events.ts'
import { nextDeadline } from '../../signaling/rooms/core/going.ts'
import { step } from '../../signaling/rooms/core/room.ts'
import { emptyRoom, type Room, seatOf, type Who } from '../../signaling/rooms/core/seat.ts'
import { CANDIDATE, IDS, SDP } from '../support/rooms-world.ts'

/** Six people for four seats: somebody is always one too many. */
const PEOPLE: readonly Who[] = [
  { id: IDS.doctor, role: 'doctor', name: 'D' },
  { id: 'd11111111111', role: 'doctor', name: 'D2' },
  { id: IDS.patient, role: 'patient', name: 'P' },
  { id: IDS.interpreter, role: 'interpreter', name: 'I' },
  { id: IDS.family, role: 'family', name: 'F' },
  { id: IDS.colleague, role: 'colleague', name: 'C' },
]
const MEDIA = {
  microphone: 'on',
  camera: 'on',
  screen: false,
  hidden: false,
  network: 'good',
  wants: 'picture',
} as const

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

const said: fc.Arbitrary<Said> = fc.oneof(
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
  fc.record({ type: fc.constant('admit' as const), participant: id }),
  fc.constantFrom({ type: 'leave-room' as const }, { type: 'end-call' as const }),
)

/** What may happen next. `page` is how many pages ago, so that old pages speak up too. */
type Act =
  | { act: 'join'; who: Who }
  | { act: 'resume'; id: string }
  | { act: 'said'; id: string; page: number; message: Said }
  | { act: 'lost'; id: string; page: number }
  | { act: 'wait'; ms: number }
  | { act: 'remove'; id: string }
  | { act: 'end' }

const pagesAgo = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) })
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ act: fc.constant('join' as const), who }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('resume' as const), id }) },
  { weight: 20, arbitrary: fc.record({ act: fc.constant('said' as const), id, page: pagesAgo, message: said }) },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('lost' as const), id, page: pagesAgo }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 10_000, 30_000, 90_000, 120_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('remove' as const), id }) },
  { weight: 1, arbitrary: fc.constant({ act: 'end' as const }) },
)

interface Happened {
  before: Room
  after: Room
  event: RoomEvent
  effects: readonly Effect[]
  /** Whose page each number is. */
  owners: ReadonlyMap<number, string>
}

/** Lets it happen; `check` sees each step. */
function live(admission: 'automatic' | 'by-doctor', acts: readonly Act[], check: (step: Happened) => void): Room {
  let room = emptyRoom('0123456789ab', admission, false)
  let now = 0
  let pages = 0
  const owners = new Map<number, string>()
  const pagesOf = new Map<string, number[]>()

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
    check({ before, after, event, effects, owners })
  }
  for (const next of acts) {
    switch (next.act) {
      case 'join':
        happen({ type: 'join', who: next.who, page: newPage(next.who.id), at: now })
        break
      case 'resume':
        happen({ type: 'resume', id: next.id, page: newPage(next.id), now })
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
    }
  }
  return room
}

const admission = fc.constantFrom('automatic' as const, 'by-doctor' as const)
const acts = fc.array(act, { minLength: 5, maxLength: 80, size: 'max' })

const THREE = PEOPLE.filter(({ role }) => ['doctor', 'patient', 'family'].includes(role))
/** Three people who are there and do little but set up, with now and then something in between. */
const negotiating = fc
  .array(
    fc.oneof(
      {
        weight: 15,
        arbitrary: fc.record({
          act: fc.constant('said' as const),
          id: fc.constantFrom(...THREE).map((person) => person.id),
          page: fc.constant(0),
          message: said.filter(({ type }) => type === 'offer' || type === 'ice-candidate'),
        }),
      },
      { weight: 1, arbitrary: act },
    ),
    { minLength: 10, maxLength: 60, size: 'max' },
  )
  .map((happenings): Act[] => [...THREE.map((one): Act => ({ act: 'join', who: one })), ...happenings])

function always(check: (step: Happened) => void): void {
  fc.assert(
    fc.property(admission, acts, (how, happenings) => {
      live(how, happenings, check)
    }),
    { numRuns: 300 },
  )
}

function sent(effects: readonly Effect[]): { page: number; message: ServerMessage | { type: string } }[] {
  return effects.flatMap((effect) =>
    effect.do === 'send' || effect.do === 'welcome' ? [{ page: effect.page, message: effect.message }] : [],
  )
}

/** Whom a message tells of: itself, the snapshot of others, the one it is from. */
function mentions(message: object): string[] {
  return PEOPLE.map((person) => person.id).filter((one) => JSON.stringify(message).includes(one))
}

describe('whatever happens in a room', () => {
  test('[J4] there are never more than its seats, and nobody sits twice', () => {
    always(({ after }) => {
      for (const kind of Object.keys(SEATS) as SeatKind[]) {
        const taken = after.seats.filter((seat) => seatKind(seat.who.role) === kind)
        expect(taken.length).toBeLessThanOrEqual(SEATS[kind])
      }
      expect(new Set(after.seats.map((seat) => seat.who.id)).size).toBe(after.seats.length)
    })
  })

  test('[J5] a page that has no seat is told nothing but why', () => {
    always(({ before, after, effects, event, owners }) => {
      for (const { page, message } of sent(effects)) {
        const owner = owners.get(page) ?? ''
        const isTheirs = [before, after].some((room) => {
          const seat = seatOf(room, owner)
          return seat !== undefined && seat.is !== 'away' && seat.page === page
        })
        expect(isTheirs, `${event.type} told ${message.type} to a page without a seat`).toBe(true)
      }
    })
  })

  test('[W1] nobody before the door is told of anybody else', () => {
    always(({ after, effects, owners }) => {
      for (const { page, message } of sent(effects)) {
        const owner = owners.get(page) ?? ''
        if (seatOf(after, owner)?.is !== 'waiting') continue
        expect(mentions(message).filter((one) => one !== owner)).toEqual([])
      }
    })
  })

  test('[W1] of somebody before the door the doctor alone is told, and nothing but that they are there', () => {
    always(({ before, effects, event, owners }) => {
      const waiting = before.seats.filter((seat) => seat.place.at === 'door').map((seat) => seat.who.id)
      const admits = event.type === 'said' && event.message.type === 'admit'
      for (const { page, message } of sent(effects)) {
        const owner = owners.get(page) ?? ''
        const about = mentions(message).filter((one) => one !== owner && waiting.includes(one))
        if (about.length === 0 || admits) continue
        expect(seatOf(before, owner)?.who.role ?? PEOPLE.find((one) => one.id === owner)?.role).toBe('doctor')
        expect(['joined', 'resumed', 'user-waiting', 'user-away', 'user-back', 'user-left']).toContain(message.type)
      }
    })
  })

  test('[E1] whoever a message is from is whoever spoke, whatever they wrote', () => {
    always(({ effects, event }) => {
      if (event.type !== 'said' || event.message.type === 'admit') return
      for (const { message } of sent(effects)) {
        if ('from' in message) expect(message.from).toBe(event.id)
        if ('by' in message) expect(message.by).toBe(event.id)
      }
    })
  })

  test('[S2] a description or a candidate reaches the one it is for and nobody else', () => {
    always(({ effects, event, owners }) => {
      for (const { page, message } of sent(effects)) {
        if (message.type !== 'offer' && message.type !== 'answer' && message.type !== 'ice-candidate') continue
        if (event.type !== 'said' || !('to' in event.message)) throw new Error('nobody said it')
        expect(owners.get(page)).toBe(event.message.to)
      }
    })
  })

  test('[S2] the generations of candidates from one page to another never go back', () => {
    fc.assert(
      fc.property(negotiating, (happenings) => {
        const newest = new Map<string, number>()
        live('automatic', happenings, ({ effects, before, event }) => {
          if (event.type !== 'said') return
          for (const { page, message } of sent(effects)) {
            if (message.type !== 'offer' && message.type !== 'answer' && message.type !== 'ice-candidate') continue
            if (!('generation' in message)) throw new Error('no generation')
            const seat = seatOf(before, event.id)
            const pair = `${seat?.is === 'present' ? seat.page : ''}>${page}`
            if (message.type === 'ice-candidate') {
              expect(message.generation).toBeGreaterThanOrEqual(newest.get(pair) ?? 0)
            } else {
              newest.set(pair, Math.max(newest.get(pair) ?? 0, message.generation))
            }
          }
        })
      }),
      { numRuns: 300 },
    )
  })

  test('[J5] what a page says after it lost its seat changes nothing and reaches nobody', () => {
    always(({ before, after, effects, event }) => {
      if (event.type !== 'said' && event.type !== 'lost') return
      const seat = seatOf(before, event.id)
      if (seat !== undefined && seat.is !== 'away' && seat.page === event.page) return
      expect(after).toBe(before)
      expect(effects).toEqual([])
    })
  })

  test('[J5] a page whose seat another page has now was closed', () => {
    fc.assert(
      fc.property(admission, acts, (how, happenings) => {
        const closed = new Set<number>()
        live(how, happenings, ({ before, after, effects, event }) => {
          for (const effect of effects) if (effect.do === 'close') closed.add(effect.page)
          for (const seat of before.seats) {
            if (seat.is === 'away' || event.type === 'lost') continue
            const now = seatOf(after, seat.who.id)
            const stillTheirs = now !== undefined && now.is !== 'away' && now.page === seat.page
            expect(stillTheirs || closed.has(seat.page)).toBe(true)
          }
        })
      }),
      { numRuns: 300 },
    )
  })

  test('a line of chat is shown once, and never back to a page from before', () => {
    always(({ before, effects, event, owners }) => {
      if (event.type !== 'said' || event.message.type !== 'chat-message') return
      const { message: said } = event
      const seat = seatOf(before, event.id)
      const known = seat?.place.at === 'room' && seat.place.lines.some((line) => line.id === said.id)
      const readers = sent(effects)
        .filter(({ message }) => message.type === 'chat-message')
        .map(({ page }) => owners.get(page))
      expect(new Set(readers).size).toBe(readers.length)
      if (known) expect(readers.filter((reader) => reader !== event.id)).toEqual([])
    })
  })

  test('[R1] nobody stays away for longer than two minutes', () => {
    always(({ after, event }) => {
      if (event.type !== 'tick') return
      for (const seat of after.seats) if (seat.is === 'away') expect(event.now - seat.lostAt).toBeLessThan(120_000)
    })
  })

  test('what does not change the room gives back the same room', () => {
    always(({ before, after, event }) => {
      if (event.type === 'said' && event.message.type === 'ice-candidate') expect(after).toBe(before)
    })
  })

  test('whoever has come has left, been freed, or still has a seat', () => {
    fc.assert(
      fc.property(admission, acts, (how, happenings) => {
        const inside = new Set<string>()
        const seated = new Set<string>()
        const room = live(how, happenings, ({ effects, event, before }) => {
          for (const effect of effects) {
            if (effect.do === 'note-joined') {
              expect(inside.has(effect.id)).toBe(false)
              inside.add(effect.id)
              seated.add(effect.id)
            }
            if (effect.do === 'note-left') expect(inside.delete(effect.id)).toBe(true)
            if (effect.do === 'free') expect(seated.delete(effect.id)).toBe(true)
          }
          // The end is stored for all at once.
          if (event.type === 'end') for (const seat of before.seats) inside.delete(seat.who.id)
        })
        expect([...seated].sort()).toEqual(room.seats.map((seat) => seat.who.id).sort())
        for (const one of inside) expect(seated.has(one)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('after the end nobody sits, and every page was closed', () => {
    fc.assert(
      fc.property(admission, acts, (how, happenings) => {
        const room = live(how, happenings, () => undefined)
        const { room: after, effects } = step(room, { type: 'end', by: 'doctor' })
        expect(after.seats).toEqual([])
        const closed = effects.flatMap((effect) => (effect.do === 'close' ? [effect.page] : []))
        expect(closed).toEqual(room.seats.flatMap((seat) => (seat.is === 'away' ? [] : [seat.page])))
      }),
      { numRuns: 300 },
    )
  })
})
