import type { AuditAction } from '../db/records.ts'
import type { AccountId, ParticipantId, RoomId } from './contract/ids.ts'
import type { EndReason } from './contract/meeting.ts'
import type { Role } from './contract/participant.ts'
import type { Problem } from './contract/problems.ts'
import type { Reason } from './contract/reasons.ts'
import type { WebhookEvent } from './contract/webhook-events.ts'
import type { How } from './rooms/core/effects.ts'

/**
 * Everything the log may say. Ids of rooms and participants open nothing and may stand here; names, sign-in names, codes, tokens,
 * addresses, descriptions, candidates and chat may not, and no member of this union has a place for them.
 */
export type LogEvent =
  | { event: 'listening'; port: number }
  | { event: 'stopping' }
  | { event: 'stopped' }
  | { event: 'meeting-created'; roomId: RoomId; participants: number }
  | { event: 'meeting-ended'; roomId: RoomId; by: EndReason }
  | { event: 'invite-issued'; roomId: RoomId; participantId: ParticipantId }
  | { event: 'invite-revoked'; roomId: RoomId; participantId: ParticipantId }
  | { event: 'mail-sent'; roomId: RoomId; participantId: ParticipantId }
  /** `why` has the mail server's codes, never its words. */
  | { event: 'mail-failed'; roomId: RoomId; participantId: ParticipantId; why: string }
  | { event: 'invite-redeemed'; roomId: RoomId; participantId: ParticipantId }
  | { event: 'signed-in' }
  | { event: 'sign-in-refused'; why: 'wrong-credentials' | 'too-many-requests' }
  | { event: 'first-account-made' }
  | { event: 'doctors-note-kept'; roomId: RoomId }
  | { event: 'doctors-note-deleted'; roomId: RoomId }
  /** DATA_DIR/notes.key holds no key or cannot be had: no note is kept or opened until that is mended. */
  | { event: 'notes-key-unusable' }
  | { event: 'room-opened'; roomId: RoomId }
  | { event: 'room-closed'; roomId: RoomId }
  | { event: 'joined'; roomId: RoomId; participantId: ParticipantId; role: Role; how: How }
  | { event: 'waiting'; roomId: RoomId; participantId: ParticipantId; role: Role; how: How }
  | { event: 'admitted'; roomId: RoomId; participantId: ParticipantId }
  | { event: 'meeting-moved'; roomId: RoomId }
  | { event: 'desk-opened' }
  | { event: 'away'; roomId: RoomId; participantId: ParticipantId }
  | { event: 'left'; roomId: RoomId; participantId: ParticipantId; why: 'left' | 'lost' | 'removed' }
  | { event: 'refused'; reason: Reason; roomId: RoomId | null }
  /** What a participant's page said of itself. */
  | { event: 'problem'; roomId: RoomId; role: Role; problem: Problem; problemId: string }
  /** Something was not written down that should have been, after all retries. */
  | { event: 'note-lost'; roomId: RoomId; note: string; why: string }
  /** A line of the audit trail that could not be written; here it stands instead. */
  | { event: 'audit-line-lost'; actor: AccountId | null; action: AuditAction; target: string | null; why: string }
  /** An event that the receiver at WEBHOOK_URL never took. */
  | { event: 'webhook-lost'; messageId: string; type: WebhookEvent['type']; why: string }
  | { event: 'store-unavailable'; why: string }
  | { event: 'store-opened' }
  /** The server cannot check records by itself; ours is then the only check. */
  | { event: 'validators-unsupported' }
  /** Our own fault. `errorId` is what the person was told to quote. */
  | { event: 'fault'; errorId: string; where: string; error: unknown }

export type Log = (event: LogEvent) => void

const ERRORS: ReadonlySet<LogEvent['event']> = new Set([
  'fault',
  'note-lost',
  'audit-line-lost',
  'mail-failed',
  'webhook-lost',
  'store-unavailable',
])

/** One JSON object a line. */
export function createLog(ports: {
  level: 'silent' | 'error' | 'info'
  now: () => number
  write: (line: string) => void
}): Log {
  return (event) => {
    const level = ERRORS.has(event.event) ? 'error' : 'info'
    if (ports.level === 'silent' || (ports.level === 'error' && level === 'info')) return
    const said = event.event === 'fault' ? { ...event, error: faultWithoutWords(event.error) } : event
    ports.write(`${JSON.stringify({ at: new Date(ports.now()).toISOString(), level, ...said })}\n`)
  }
}

/** An error's kind, code and places. Its message stays out: JSON.parse and others put what people sent into theirs. */
function faultWithoutWords(error: unknown): { name: string; code: string | null; stack: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, code: null, stack: [] }
  const code: unknown = Reflect.get(error, 'code')
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    code: typeof code === 'string' ? code : null,
    stack: places.slice(0, 12).map((line) => line.trim()),
  }
}
