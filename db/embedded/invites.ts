import type { Millis, ParticipantId, RoomId } from '../../signaling/contract/ids.ts'
import type { InviteRecord, SecretHash } from '../records.ts'
import type { Database, Value } from './database.ts'
import { inviteDocument } from './documents.ts'

export function inviteReads(db: Database) {
  const byHash = db.prepare('SELECT document FROM invites WHERE code_hash = ?')
  return {
    'invites.find': (codeHash: SecretHash, now: Millis): InviteRecord | null => {
      const row = byHash.first(codeHash)
      if (!row) return null
      const invite = inviteDocument.read(row['document'])
      return now >= invite.expiresAt ? null : invite
    },
  }
}

export function inviteWrites(db: Database) {
  const insert = db.prepare(REPLACE_INVITE)
  const revoke = db.prepare('DELETE FROM invites WHERE room_id = ? AND participant_id = ?')
  return {
    'invites.issue': (invite: InviteRecord): void => {
      insert.run(...inviteRow(invite))
    },
    'invites.revokeAllOf': (roomId: RoomId, participantId: ParticipantId): number => revoke.run(roomId, participantId),
  }
}

export const REPLACE_INVITE =
  'REPLACE INTO invites (code_hash, room_id, participant_id, expires_at, document) VALUES (?, ?, ?, ?, ?)'

export function inviteRow(invite: InviteRecord): Value[] {
  return [invite.codeHash, invite.roomId, invite.participantId, invite.expiresAt, inviteDocument.write(invite)]
}
