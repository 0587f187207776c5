import type { Store } from '../../db/port.ts'
import type { AccountRecord, MeetingRecord, ParticipantRecord, SecretHash } from '../../db/records.ts'
import type { SessionDesk } from '../accounts/sessions.ts'
import type { CallerAs } from '../contract/caller-as.ts'
import { sessionCookieName, visitCookieName } from '../contract/cookies.ts'
import type { RoomId } from '../contract/ids.ts'
import type { HttpRequest } from '../http.ts'
import type { StaffHold } from '../rooms/staff-holds.ts'
import { readCookies } from './cookie-header.ts'

/** Whoever sent the request, before anybody asked who they are. */
export interface Visitor {
  readonly address: string
  /** The staff cookie's secret, unchecked. */
  readonly staffSecret: string | null
  readonly cookies: ReadonlyMap<string, string>
}

/** Somebody with an account that may be used, and the session they asked with. */
export interface StaffCaller {
  readonly account: AccountRecord
  readonly session: SecretHash
}

/** Somebody's part in one meeting, as found in the store for them. */
export interface Seat {
  readonly as: CallerAs
  readonly meeting: MeetingRecord
  readonly participant: ParticipantRecord
  /** Null for who came by an invite. */
  readonly staff: StaffHold | null
}

export interface Callers {
  visitor(request: HttpRequest): Visitor
  /** Who is behind the staff cookie. A disabled account has no sessions, whatever the store still holds of them. */
  staff(visitor: Visitor): Promise<StaffCaller | null>
  /**
   * The caller's seat in a meeting. Without `as`, the meeting's doctor comes in as that; anybody else by their visit cookie.
   * A meeting that is not theirs looks the same as one that is not there.
   */
  seat(visitor: Visitor, roomId: RoomId, as: CallerAs | undefined): Promise<Seat | 'not-signed-in' | 'not-found'>
}

export function createCallers(ports: { store: Store; sessions: SessionDesk; secure: boolean }): Callers {
  const { store, sessions, secure } = ports

  async function staff(visitor: Visitor): Promise<StaffCaller | null> {
    if (visitor.staffSecret === null) return null
    const session = await sessions.findStaff(visitor.staffSecret)
    const account = session && (await store.accounts.byId(session.accountId))
    return session && account && !account.disabled ? { account, session: session.secretHash } : null
  }

  async function doctorsSeat({ account, session }: StaffCaller, roomId: RoomId): Promise<Seat | null> {
    const { accountId } = account
    const meeting = await store.meetings.forDoctor(accountId, roomId)
    const participant = meeting?.participants.find(({ role }) => role === 'doctor')
    const staff = { accountId, sessionHash: session }
    return meeting && participant ? { as: 'doctor', meeting, participant, staff } : null
  }

  async function invitedSeat(visitor: Visitor, roomId: RoomId): Promise<Seat | null> {
    const secret = visitor.cookies.get(visitCookieName(secure, roomId))
    const session = secret === undefined ? null : await sessions.findVisit(secret)
    if (session?.roomId !== roomId) return null
    const meeting = await store.meetings.forParticipant(session.participantId, roomId)
    const participant = meeting?.participants.find(({ participantId }) => participantId === session.participantId)
    return meeting && participant ? { as: 'invited', meeting, participant, staff: null } : null
  }

  return {
    visitor(request) {
      const cookies = readCookies(request.headers['cookie'])
      return { address: request.address, staffSecret: cookies.get(sessionCookieName(secure)) ?? null, cookies }
    },
    staff,
    async seat(visitor, roomId, as) {
      const doctor = as === 'invited' ? null : await staff(visitor)
      const atDoctors = doctor && (await doctorsSeat(doctor, roomId))
      if (atDoctors) return atDoctors
      const invited = as === 'doctor' ? null : await invitedSeat(visitor, roomId)
      return invited ?? (doctor ? 'not-found' : 'not-signed-in')
    },
  }
}
