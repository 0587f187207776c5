import type { Invites } from '../port.ts'
import type { Asking } from './asking.ts'
import { newWriter, untilAnswered } from './changes.ts'
import { type Collections, inviteFormat as format } from './documents.ts'

export function mongoInvites({ ask }: Asking, { invites: collection }: Collections): Invites {
  return {
    issue: (invite) =>
      ask(async (inTime) => {
        const document = { ...format.write(invite), revision: 1, by: newWriter() }
        await untilAnswered(() => collection.replaceOne({ _id: document._id }, document, { upsert: true }), inTime)
      }),
    find: (codeHash, now) =>
      ask(async () => {
        const document = await collection.findOne({ _id: codeHash })
        if (!document) return null
        const invite = format.read(document)
        return now >= invite.expiresAt ? null : invite
      }),
    revokeAllOf: (roomId, participantId) =>
      ask(async (inTime) => {
        const filter = { 'record.roomId': roomId, 'record.participantId': participantId }
        return (await untilAnswered(() => collection.deleteMany(filter), inTime)).deletedCount
      }),
  }
}
