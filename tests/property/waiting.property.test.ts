import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../signaling/contract/limits.ts'
import type { Heard } from '../support/heard.ts'
import type { MemoryClient } from '../support/memory-connection.ts'
import { createRoomsWorld, DOCTOR, deskGrant, grantFor, storeAnswers } from '../support/rooms-world.ts'
import { MEDIA, OTHER_DOCTOR } from '../support/waiting-people.ts'

const DOCTORS = [DOCTOR, OTHER_DOCTOR]
const ROOMS = ['0000000000a1', '0000000000a2', '0000000000a3']

/** Two people of each of three visits, one of them with an open door. Every name and number is somebody's alone. */
const PEOPLE = ROOMS.flatMap((roomId, index) =>
  (['patient', 'family'] as const).map((role) => ({
    id: `${role === 'patient' ? 'p' : 'f'}0000000000${index}`,
    name: `${role} of ${roomId}`,
    role,
    roomId,
  })),
)
type Person = (typeof PEOPLE)[number]

const person = fc.constantFrom(...PEOPLE)
const roomId = fc.constantFrom(...ROOMS)
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constantFrom('join' as const, 'refresh' as const), person }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constantFrom('admit' as const, 'hold' as const), person }) },
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constantFrom('tell' as const, 'note' as const, 'media' as const), person }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('cut' as const, 'leave' as const), person }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('revoke' as const), person }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constantFrom('doctor' as const, 'doctor goes' as const), roomId }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('move' as const), roomId }) },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('time' as const), ms: fc.constantFrom(1_000, 46_000, 601_000) }),
  },
)
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

/** A clinic of two doctors. `after` is called when all has come to rest behind each act. */
async function live(acts: readonly Act[], after: (clinic: Clinic, done: Act) => void): Promise<void> {
  const clinic = createClinic()
  for (const next of acts) {
    clinic.does(next)
    await storeAnswers()
    clinic.world.clock.advance(LIMITS.deskMs)
    after(clinic, next)
  }
}
type Clinic = ReturnType<typeof createClinic>

function createClinic() {
  const world = createRoomsWorld()
  const meetings = new Map(
    ROOMS.map((room, index) => [room, { doctorId: DOCTORS[index % 2] ?? DOCTOR, part: `d0000000000${index}` }]),
  )
  /** Every page of somebody's, newest last. */
  const pages = new Map<string, MemoryClient[]>()
  const desks = DOCTORS.map((doctorId) => ({ doctorId, page: world.watch(deskGrant(doctorId)) }))
  let moves = 0

  const doctorIn = (room: string) => meetings.get(room)?.doctorId ?? DOCTOR
  function grant({ id, name, role, roomId }: Person) {
    const admission = roomId === ROOMS[0] ? 'automatic' : 'by-doctor'
    const said = (note: string) => world.store.notes.lastIndexOf(`${note} ${id}`)
    const isIn = said('admitted') > said('shut to')
    const entry = isIn ? 'admitted' : admission === 'automatic' && said('joined') >= 0 ? 'held' : 'new'
    const doctorId = doctorIn(roomId)
    return grantFor('patient', {
      roomId,
      doctorId,
      title: `Title of ${roomId}`,
      participantId: id,
      role,
      name,
      admission,
      entry,
    })
  }
  function opened(id: string, page: MemoryClient) {
    pages.set(id, [...(pages.get(id) ?? []), page])
  }
  const newest = (id: string) => pages.get(id)?.at(-1)

  function does(next: Act): void {
    switch (next.act) {
      case 'join':
        opened(next.person.id, world.join(grant(next.person)))
        break
      case 'refresh':
        world.hub.wait(world.hub.issueTicket(grant(next.person)).ticket)
        break
      case 'admit':
      case 'hold': {
        const { id: participantId, roomId } = next.person
        world.hub[next.act]({ doctorId: doctorIn(roomId), roomId, participantId })
        break
      }
      case 'tell': {
        const { id: participantId, roomId } = next.person
        const words = { word: null, text: `To ${participantId} alone` } as const
        world.hub.tell({ doctorId: doctorIn(roomId), roomId, participantId }, words)
        break
      }
      case 'note':
        newest(next.person.id)?.say({ type: 'note', id: 'aaaaaaaaaaaa', text: `From ${next.person.id} alone` })
        break
      case 'media':
        newest(next.person.id)?.say({ type: 'media-state', media: MEDIA })
        break
      case 'cut':
        newest(next.person.id)?.cut()
        break
      case 'leave':
        newest(next.person.id)?.say({ type: 'leave-room' })
        break
      case 'revoke':
        world.hub.remove(next.person.roomId, next.person.id)
        break
      case 'doctor': {
        const meeting = meetings.get(next.roomId)
        if (meeting === undefined) break
        const admission = next.roomId === ROOMS[0] ? 'automatic' : 'by-doctor'
        const { doctorId, part: participantId } = meeting
        const doctor = {
          roomId: next.roomId,
          doctorId,
          participantId,
          name: `Doctor ${participantId}`,
          admission,
        } as const
        opened(participantId, world.join(grantFor('doctor', doctor)))
        break
      }
      case 'doctor goes':
        newest(meetings.get(next.roomId)?.part ?? '')?.say({ type: 'leave-room' })
        break
      case 'move': {
        const from = meetings.get(next.roomId)
        if (from === undefined) break
        moves += 1
        const to = from.doctorId === DOCTOR ? OTHER_DOCTOR : DOCTOR
        meetings.set(next.roomId, { doctorId: to, part: `d${String(moves).padStart(9, '0')}mv` })
        world.hub.move(next.roomId, from.part, to)
        break
      }
      case 'time':
        world.clock.advance(next.ms)
        break
    }
  }

  return { world, meetings, pages, desks, doctorIn, newest, does }
}

/** Is the page before the door, as far as it was told? Then since which message. */
function beforeDoorSince(heard: readonly Heard[]): number | null {
  const last = heard.findLastIndex(({ type }) => type === 'waiting' || type === 'joined' || type === 'resumed')
  return last >= 0 && heard[last]?.type === 'waiting' ? last : null
}

/** What names anybody or anything but the person themselves. */
function foreignTo({ id }: Person): string[] {
  const others = PEOPLE.filter((other) => other.id !== id).flatMap((other) => [other.id, other.name])
  return [...others, ...ROOMS.map((room) => `Title of ${room}`), ...DOCTORS, 'Doctor ', 'd0000000']
}

/** Whole clinics, each some thousand checked messages: as many as fit into a second or two of a processor that is not shared. */
const RUNS = 100

async function always(after: (clinic: Clinic, done: Act) => void): Promise<void> {
  const acts = fc.array(act, { minLength: 5, maxLength: 40, size: 'max' })
  await fc.assert(
    fc.asyncProperty(acts, (happenings) => live(happenings, after)),
    { numRuns: RUNS },
  )
}

describe('whatever happens in a clinic', { timeout: 60_000 }, () => {
  test('[W1] [Q3] [Q5] a page before the door hears of nobody, and nobody else’s notes', async () => {
    await always(({ pages }) => {
      for (const one of PEOPLE) {
        for (const { heard } of pages.get(one.id) ?? []) {
          const since = beforeDoorSince(heard)
          if (since === null) continue
          const said = JSON.stringify(heard.slice(since))
          expect(foreignTo(one).filter((name) => said.includes(name))).toEqual([])
        }
      }
    })
  })

  test('[Q2] a desk shows those who have arrived in its own doctor’s meetings, and nobody else', async () => {
    await always(({ world, desks, doctorIn }) => {
      for (const { doctorId, page } of desks) {
        const { arrivals } = page.last('desk')
        expect(arrivals).toEqual(world.hub.arrivals(doctorId))
        expect(arrivals.filter((arrival) => doctorIn(arrival.roomId) !== doctorId)).toEqual([])
      }
    })
  })

  test('[Q1] [Q3] everybody who waits has been told how many of other visits are before them', async () => {
    await always(({ world, newest }) => {
      for (const doctorId of DOCTORS) {
        const arrivals = world.hub.arrivals(doctorId)
        const places = arrivals.map(({ roomId, participant }, index) => {
          const place = arrivals.slice(0, index).filter((other) => other.roomId !== roomId).length
          const page = newest(participant.id)
          const told = page?.heard.findLast((message) => message.type === 'waiting' || message.type === 'queue')
          const isLive = arrivals[index]?.where !== 'page' && !arrivals[index]?.away
          if (isLive) expect(told).toMatchObject({ place, held: arrivals[index]?.held })
          return place
        })
        const isOneEach = new Set(arrivals.map(({ roomId }) => roomId)).size === arrivals.length
        if (isOneEach) expect(places).toEqual(arrivals.map((_, index) => index))
      }
    })
  })

  test('[M1] a move takes nobody’s seat but the doctor’s, and nobody’s turn', async () => {
    const before = new Map<string, number>()
    await always(({ world }, done) => {
      const now = new Map(
        DOCTORS.flatMap((doctorId) => world.hub.arrivals(doctorId)).map(({ participant, since }) => [
          participant.id,
          since,
        ]),
      )
      if (done.act === 'move') for (const [id, since] of now) expect(before.get(id) ?? since).toBe(since)
      before.clear()
      for (const [id, since] of now) before.set(id, since)
    })
  })
})
