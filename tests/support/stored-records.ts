import { randomBytes } from 'node:crypto'
import type {
  AccountRecord,
  InviteRecord,
  MeetingRecord,
  ParticipantRecord,
  SecretHash,
  SessionRecord,
} from '../../db/records.ts'
import type { AccountId } from '../../signaling/contract/ids.ts'

/** Records as the product would make them, each with ids of its own; tests say what matters to them. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

export function newId(): string {
  return Array.from(randomBytes(12), (byte) => ALPHABET[byte % 32]).join('')
}

export function newHash(): SecretHash {
  return randomBytes(32).toString('hex')
}

export function accountRecord(told: Partial<AccountRecord> = {}): AccountRecord {
  const accountId = newId()
  return {
    schema: 2,
    accountId,
    signInName: `doctor.${accountId}`,
    name: 'Dr. Amara Okafor',
    roles: ['doctor'],
    passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
    sample: false,
    disabled: false,
    createdAt: 1_000,
    ...told,
  }
}

export function sampleRecord(): AccountRecord {
  return accountRecord({ signInName: 'sample', passwordHash: null, sample: true })
}

export function staffSession(accountId: string, told: Partial<SessionRecord> = {}): SessionRecord {
  return sessionRecord({ holder: { kind: 'staff', accountId }, ...told })
}

export function participantSession(roomId: string, participantId: string): SessionRecord {
  return sessionRecord({ holder: { kind: 'participant', roomId, participantId } })
}

function sessionRecord(told: Partial<SessionRecord> & Pick<SessionRecord, 'holder'>): SessionRecord {
  return { schema: 1, secretHash: newHash(), createdAt: 1_000, lastUsedAt: 1_000, expiresAt: 50_000_000, ...told }
}

export function participantRecord(told: Partial<ParticipantRecord> = {}): ParticipantRecord {
  return {
    participantId: newId(),
    role: 'patient',
    name: null,
    language: 'en',
    consent: null,
    admittedAt: null,
    joinedAt: null,
    leftAt: null,
    connection: null,
    quality: null,
    check: null,
    feedback: null,
    ...told,
  }
}

/** A meeting that still has its doctor, as all but the stripped ones do. */
export type DoctorsMeeting = MeetingRecord & { doctorId: AccountId }

/** Listed and of the day that go with its times, unless told otherwise. */
export function meetingRecord(told: Partial<DoctorsMeeting> = {}): DoctorsMeeting {
  const listedAt = told.listedAt ?? told.startsAt ?? told.createdAt ?? 1_000
  return {
    schema: 3,
    roomId: newId(),
    doctorId: newId(),
    title: 'Blood pressure check',
    admission: 'automatic',
    relayOnly: false,
    state: 'scheduled',
    createdAt: 1_000,
    startsAt: null,
    listedAt,
    day: new Date(listedAt).toISOString().slice(0, 10),
    waitingSince: null,
    activeSince: null,
    endedAt: null,
    endReason: null,
    outcome: null,
    path: null,
    connectMs: null,
    note: null,
    stripped: false,
    participants: [participantRecord({ role: 'doctor', name: 'Dr. Amara Okafor' }), participantRecord()],
    ...told,
  }
}

/** The ids a test speaks of. */
export function partsOf(meeting: MeetingRecord): { roomId: string; doctor: string; patient: string } {
  const [doctor, patient] = meeting.participants
  if (!doctor || !patient) throw new Error('a meeting has at least two participants')
  return { roomId: meeting.roomId, doctor: doctor.participantId, patient: patient.participantId }
}

export function inviteRecord(roomId: string, participantId: string, told: Partial<InviteRecord> = {}): InviteRecord {
  return { schema: 1, codeHash: newHash(), roomId, participantId, createdAt: 1_000, expiresAt: 50_000_000, ...told }
}
