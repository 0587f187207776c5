import type { AccountId, Millis, ParticipantId, RoomId } from '../../signaling/contract/ids.ts'
import type { SecretHash, SessionRecord } from '../records.ts'
import type { Database, Value } from './database.ts'
import { sessionDocument } from './documents.ts'

export function sessionReads(db: Database) {
  const byHash = db.prepare('SELECT document, last_used_at FROM sessions WHERE secret_hash = ?')
  return {
    'sessions.find': (secretHash: SecretHash, now: Millis, idleMs: number): SessionRecord | null => {
      const row = byHash.first(secretHash)
      if (!row) return null
      const session = sessionDocument.read(row['document'])
      const lastUsedAt = Math.max(session.lastUsedAt, Number(row['last_used_at']))
      if (now >= session.expiresAt || now - lastUsedAt > idleMs) return null
      return { ...session, lastUsedAt }
    },
  }
}

export function sessionWrites(db: Database) {
  const insert = db.prepare(INSERT_SESSION)
  const touch = db.prepare('UPDATE sessions SET last_used_at = ? WHERE secret_hash = ? AND last_used_at < ?')
  const close = db.prepare('DELETE FROM sessions WHERE secret_hash = ?')
  const closeAllOf = db.prepare('DELETE FROM sessions WHERE account_id = ?')
  const closeAllOfParticipant = db.prepare('DELETE FROM sessions WHERE room_id = ? AND participant_id = ?')
  return {
    'sessions.open': (session: SessionRecord): void => {
      insert.run(...sessionRow(session))
    },
    'sessions.touch': (secretHash: SecretHash, now: Millis): void => {
      touch.run(now, secretHash, now - TOUCHED_LATELY_MS)
    },
    'sessions.close': (secretHash: SecretHash): void => {
      close.run(secretHash)
    },
    'sessions.closeAllOf': (accountId: AccountId): number => closeAllOf.run(accountId),
    'sessions.closeAllOfParticipant': (roomId: RoomId, participantId: ParticipantId): number =>
      closeAllOfParticipant.run(roomId, participantId),
  }
}

const SESSION_COLUMNS = '(secret_hash, account_id, room_id, participant_id, last_used_at, expires_at, document)'
const INSERT_SESSION = `INSERT INTO sessions ${SESSION_COLUMNS} VALUES (?, ?, ?, ?, ?, ?, ?)`
export const REPLACE_SESSION = `REPLACE INTO sessions ${SESSION_COLUMNS} VALUES (?, ?, ?, ?, ?, ?, ?)`

export function sessionRow(session: SessionRecord): Value[] {
  const { holder, secretHash, lastUsedAt, expiresAt } = session
  const [accountId, roomId, participantId] =
    holder.kind === 'staff' ? [holder.accountId, null, null] : [null, holder.roomId, holder.participantId]
  return [secretHash, accountId, roomId, participantId, lastUsedAt, expiresAt, sessionDocument.write(session)]
}

/** A use this soon after the last noted one is not worth a write to disk: pages ask several things at once. */
const TOUCHED_LATELY_MS = 5_000
