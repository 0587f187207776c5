import { expect, test } from 'vitest'
import type { MeetingRecord } from '../../../../db/records.ts'
import type { Seat } from '../../../../signaling/api/callers.ts'
import { createSeatTickets } from '../../../../signaling/api/seat-tickets.ts'
import type { SeatGrant } from '../../../../signaling/rooms/seat-grant.ts'
import { meetingRecord, newId } from '../../../support/stored-records.ts'

const VISITOR = { address: '192.0.2.1', staffSecret: null, cookies: new Map<string, string>() }

/** The store's answers to the first look and to those that follow; what tickets were made of. */
function createWorld(looks: MeetingRecord[]) {
  const seats = looks.map((meeting): Seat => {
    const participant = meeting.participants.find(({ role }) => role === 'patient')
    if (!participant) throw new Error('A meeting has a patient.')
    return { as: 'invited', meeting, participant, staff: null }
  })
  const grants: SeatGrant[] = []
  const issue = createSeatTickets({
    rooms: {
      issueTicket(grant) {
        grants.push(grant)
        return { ticket: `ticket ${grants.length}`, expiresAt: 0 }
      },
    },
    callers: { seat: async () => seats.splice(1, 1)[0] ?? seats[0] ?? 'not-found' },
  })
  const [first] = seats
  if (first === undefined) throw new Error('Nothing to look at.')
  return { grants, issued: () => issue(VISITOR, first) }
}

function visit(
  change: Parameters<typeof meetingRecord>[0],
  patient: { admittedAt?: number | null; joinedAt?: number | null } = {},
) {
  const meeting = meetingRecord({ roomId: 'a1b2c3d4e5f6', ...change })
  const participants = meeting.participants.map((part) => (part.role === 'patient' ? { ...part, ...patient } : part))
  return { ...meeting, participants }
}

test.each([
  ['by-doctor', { admittedAt: null, joinedAt: null }, 'new'],
  ['by-doctor', { admittedAt: null, joinedAt: 5 }, 'new'],
  ['by-doctor', { admittedAt: 7, joinedAt: 5 }, 'admitted'],
  ['automatic', { admittedAt: null, joinedAt: null }, 'new'],
  ['automatic', { admittedAt: 5, joinedAt: 5 }, 'admitted'],
  ['automatic', { admittedAt: null, joinedAt: 5 }, 'held'],
] as const)(
  '[W2] [H2] the way in where admission is %s and the store has %o is: %s',
  async (admission, patient, entry) => {
    const meeting = visit({ admission }, patient)
    const { grants, issued } = createWorld([meeting, meeting])
    expect(await issued()).toMatchObject({ ok: true })
    expect(grants.map((grant) => grant.entry)).toEqual([entry])
  },
)

test('[M1] a meeting that moves while the ticket is made is opened in the new doctor’s name', async () => {
  const [before, after] = [visit({ doctorId: newId() }), visit({ doctorId: newId() })]
  const participants = before.participants
  const { grants, issued } = createWorld([before, { ...after, participants }, { ...after, participants }])
  expect(await issued()).toEqual({ ok: true, ticket: 'ticket 2', expiresAt: 0 })
  expect(grants.at(-1)?.doctorId).toBe(after.doctorId)
})

test('[H2] whoever is sent back while the ticket is made gets one that says so', async () => {
  const inside = visit({ admission: 'automatic' }, { admittedAt: 5, joinedAt: 5 })
  const back = { ...inside, participants: visit({}, { admittedAt: null, joinedAt: 5 }).participants }
  const { grants, issued } = createWorld([inside, back, back])
  await issued()
  expect(grants.map(({ entry }) => entry)).toEqual(['admitted', 'held'])
})
