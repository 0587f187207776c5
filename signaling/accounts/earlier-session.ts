import type { AccountId, Secret } from '../contract/ids.ts'
import { hashOf } from '../random.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { SessionDesk } from './sessions.ts'

/**
 * Closes the session this browser had before it got a new one. The same person keeps the calls they are in; another person's calls
 * end with their session.
 */
export function createCloseEarlier(ports: {
  sessions: Pick<SessionDesk, 'findStaff' | 'close'>
  rooms: Pick<Rooms, 'endStaff' | 'renewStaff'>
}) {
  const { sessions, rooms } = ports
  return async (earlier: string | null, now: { accountId: AccountId; secret: Secret }): Promise<void> => {
    if (earlier === null) return
    const found = await sessions.findStaff(earlier)
    await sessions.close(earlier)
    // One that was over by itself says nothing of whose it was; nobody's call is cut for that.
    if (found === null) return
    if (found.accountId === now.accountId) rooms.renewStaff(found.secretHash, hashOf(now.secret))
    else rooms.endStaff({ session: found.secretHash })
  }
}
