import type { MeetingRecord } from '../../../db/records.ts'
import { createThrottle } from '../../accounts/throttle.ts'
import type { AccountId } from '../../contract/ids.ts'
import type { RouteInput } from '../../contract/routes.ts'
import type { PersonOf, ToldWords } from '../../rooms/reception.ts'
import type { StaffCaller } from '../callers.ts'
import type { StaffHandler } from '../endpoint.ts'
import { type Failure, failed, wrongField } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'

/** A page needs one ticket a connection; the burst carries it through a bad line. */
/** A room hears of a move a moment after the store, and the store may have answered others in between. */
const ASKED_AT_MOST = 5
const TICKETS = { burst: 30, everyMs: 1_000 } as const

/** What doctors do at their desk with those who have arrived. The store is asked for their own meetings alone. */
export function deskHandlers(ports: Pick<ApiPorts, 'store' | 'rooms' | 'clock' | 'random'>): {
  desk: StaffHandler<'desk'>
  deskTicket: StaffHandler<'deskTicket'>
  admit: StaffHandler<'admit'>
  hold: StaffHandler<'hold'>
  tell: StaffHandler<'tell'>
  moveMeeting: StaffHandler<'moveMeeting'>
} {
  const { store, rooms, clock, random } = ports
  const tickets = createThrottle({ allowance: TICKETS, elapsed: clock.elapsed })

  async function openMeeting(doctorId: AccountId, roomId: string) {
    const meeting = await store.meetings.forDoctor(doctorId, roomId)
    if (!meeting) return failed('not-found')
    return meeting.state === 'ended' ? failed('meeting-ended') : meeting
  }

  /**
   * Asks the live room about one person, and when they are not there the store once more: it may have ended or been moved meanwhile. If
   * it is this doctor's still, the room is asked again: it hears of a move to them a moment after the store.
   */
  async function about<T>(
    { account }: StaffCaller,
    params: { roomId: string; participantId: string },
    ask: (person: PersonOf) => T | 'not-waiting',
  ): Promise<{ ok: true; said: T } | Failure<'not-found' | 'meeting-ended' | 'not-waiting'>> {
    const doctorId = account.accountId
    for (let asked = 0; asked < ASKED_AT_MOST; asked += 1) {
      const meeting = await openMeeting(doctorId, params.roomId)
      if ('code' in meeting) return meeting
      if (!isGuestOf(meeting, params.participantId)) return failed('not-found')
      const said = ask({ doctorId, ...params })
      if (said !== 'not-waiting') return { ok: true, said }
    }
    return failed('not-waiting')
  }

  async function colleaguesOf(accountId: AccountId) {
    const accounts = await store.accounts.all()
    return accounts
      .filter((account) => account.accountId !== accountId && !account.disabled && account.roles.includes('doctor'))
      .map((account) => ({ accountId: account.accountId, name: account.name }))
  }

  return {
    async desk({ account: { accountId } }) {
      const colleagues = await colleaguesOf(accountId)
      return { ok: true, data: { arrivals: rooms.arrivals(accountId), colleagues } }
    },

    async deskTicket({ account, session }) {
      const { accountId } = account
      if (!account.roles.includes('doctor')) return failed('not-allowed')
      const taken = tickets.take(accountId)
      if (!taken.ok) return failed('too-many-requests', { retryAfterMs: taken.retryAfterMs })
      const issued = rooms.issueDeskTicket({ doctorId: accountId, staff: { accountId, sessionHash: session } })
      return { ok: true, data: issued }
    },

    async admit({ params, ...caller }) {
      const outcome = await about(caller, params, rooms.admit)
      return outcome.ok ? { ok: true, data: { admitted: outcome.said } } : outcome
    },

    async hold({ params, ...caller }) {
      const outcome = await about(caller, params, rooms.hold)
      return outcome.ok ? { ok: true, data: { held: outcome.said } } : outcome
    },

    async tell({ params, input, ...caller }) {
      const words = wordsOf(input)
      if (words === null) return wrongField('text')
      const outcome = await about(caller, params, (person) => rooms.tell(person, words))
      return outcome.ok ? { ok: true, data: outcome.said } : outcome
    },

    async moveMeeting({ params: { roomId }, input, account: { accountId } }) {
      const meeting = await openMeeting(accountId, roomId)
      if ('code' in meeting) return meeting
      const colleague = (await colleaguesOf(accountId)).find((one) => one.accountId === input.doctor)
      const seat = meeting.participants.find(({ role }) => role === 'doctor')
      if (!colleague || !seat) return wrongField('doctor')
      const to = { ...colleague, participantId: random.id() }
      const moved = await store.meetings.move(roomId, accountId, to)
      if (moved === 'unknown') return failed('not-found')
      if (moved === 'ended') return failed('meeting-ended')
      rooms.move(roomId, seat.participantId, colleague.accountId)
      return { ok: true, data: {} }
    },
  }
}

/** Anybody in the meeting but its doctor. */
function isGuestOf({ participants }: MeetingRecord, id: string): boolean {
  return participants.some(({ participantId, role }) => participantId === id && role !== 'doctor')
}

/** One of the two; null for both or neither. */
function wordsOf({ word, text }: RouteInput<'tell'>): ToldWords | null {
  if (word !== undefined && text === undefined) return { word, text: null }
  if (text !== undefined && word === undefined) return { word: null, text }
  return null
}
