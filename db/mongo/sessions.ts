import type { Sessions } from '../port.ts'
import type { Asking } from './asking.ts'
import { insertOnce, untilAnswered } from './changes.ts'
import { type Collections, sessionFormat as format } from './documents.ts'

export function mongoSessions({ ask }: Asking, { sessions: collection }: Collections): Sessions {
  const deleted = (filter: Record<string, unknown>) =>
    ask(async (inTime) => (await untilAnswered(() => collection.deleteMany(filter), inTime)).deletedCount)
  return {
    open: (session) =>
      ask(async (inTime) => {
        const said = await insertOnce(collection, format.write(session), inTime)
        if (said === 'taken') throw new Error('There is a session with that secret.')
      }),
    find: (secretHash, now, idleMs) =>
      ask(async () => {
        const document = await collection.findOne({ _id: secretHash })
        if (!document) return null
        const session = format.read(document)
        return now >= session.expiresAt || now - session.lastUsedAt > idleMs ? null : session
      }),
    touch: (secretHash, now) =>
      ask(async () => {
        await collection.updateOne(
          { _id: secretHash, 'record.lastUsedAt': { $lt: now - TOUCHED_LATELY_MS } },
          { $set: { 'record.lastUsedAt': now } },
        )
      }),
    close: (secretHash) => deleted({ _id: secretHash }).then(() => undefined),
    closeAllOf: (accountId) => deleted({ 'record.holder.accountId': accountId }),
    closeAllOfParticipant: (roomId, participantId) =>
      deleted({ 'record.holder.roomId': roomId, 'record.holder.participantId': participantId }),
  }
}

/** A use this soon after the last noted one is not worth a write: pages ask several things at once. */
const TOUCHED_LATELY_MS = 5_000
