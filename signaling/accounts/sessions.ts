import type { Sessions } from '../../db/port.ts'
import { StoreUnavailable } from '../../db/port.ts'
import type { SecretHash, SessionRecord } from '../../db/records.ts'
import type { AccountId, Millis, ParticipantId, RoomId, Secret } from '../contract/ids.ts'
import type { Log } from '../log.ts'
import { hashOf, type Random } from '../random.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** OWASP ASVS 5.0, 7.3: staff are out after half an hour without a request, and after twelve hours in any case. */
export const STAFF_IDLE_MS = 30 * MINUTE
export const STAFF_MS = 12 * HOUR
/** A patient's place outlives a long wait, a closed page and an empty battery. */
export const VISIT_MS = 24 * HOUR
/** A use is noted once a minute at most: reading a page need not write. */
const TOUCH_AFTER_MS = MINUTE

export interface StaffSession {
  readonly secretHash: SecretHash
  readonly accountId: AccountId
}
export interface VisitSession {
  readonly roomId: RoomId
  readonly participantId: ParticipantId
}

export interface SessionDesk {
  /** Always a new secret: one that was planted before sign-in is worth nothing after it. */
  openStaff(accountId: AccountId): Promise<Secret>
  openVisit(seat: VisitSession): Promise<Secret>
  findStaff(secret: string): Promise<StaffSession | null>
  findVisit(secret: string): Promise<VisitSession | null>
  close(secret: string): Promise<void>
}

/** Sessions as people hold them: opaque secrets outside, their hashes in the store. */
export function createSessionDesk(ports: {
  sessions: Sessions
  random: Random
  now: () => Millis
  log: Log
}): SessionDesk {
  const { sessions, random, now, log } = ports

  async function open(holder: SessionRecord['holder'], forMs: number): Promise<Secret> {
    const secret = random.secret()
    const at = now()
    await sessions.open({
      schema: 1,
      secretHash: hashOf(secret),
      holder,
      createdAt: at,
      lastUsedAt: at,
      expiresAt: at + forMs,
    })
    return secret
  }

  function touchNowAndThen(session: SessionRecord): void {
    const at = now()
    if (at - session.lastUsedAt < TOUCH_AFTER_MS) return
    sessions.touch(session.secretHash, at).catch((error: unknown) => {
      // A lost touch only shortens the session; whoever needs the store next is told that it is away.
      if (!(error instanceof StoreUnavailable)) {
        log({ event: 'fault', errorId: random.errorId(), where: 'noting the use of a session', error })
      }
    })
  }

  return {
    openStaff: (accountId) => open({ kind: 'staff', accountId }, STAFF_MS),
    openVisit: (seat) =>
      open({ kind: 'participant', roomId: seat.roomId, participantId: seat.participantId }, VISIT_MS),
    async findStaff(secret) {
      const session = await sessions.find(hashOf(secret), now(), STAFF_IDLE_MS)
      if (session?.holder.kind !== 'staff') return null
      touchNowAndThen(session)
      return { secretHash: session.secretHash, accountId: session.holder.accountId }
    },
    async findVisit(secret) {
      const session = await sessions.find(hashOf(secret), now(), VISIT_MS)
      if (session?.holder.kind !== 'participant') return null
      return { roomId: session.holder.roomId, participantId: session.holder.participantId }
    },
    close: (secret) => sessions.close(hashOf(secret)),
  }
}
