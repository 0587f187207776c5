/**
 * What is remembered, said to people: each field of each record of db/records.ts in words, and for how long. `/privacy` shows it; a test
 * holds that no field is missing here and that those marked as personal are the ones that are really deleted.
 */
export interface StoredField {
  /** Its path in the record. */
  readonly field: string
  readonly words: string
  /** Deleted RETENTION_DAYS after the visit. */
  readonly personal?: true
}

export interface StoredRecord {
  readonly record: 'meeting' | 'invite' | 'session' | 'account' | 'audit'
  readonly title: string
  readonly howLong: (retentionDays: number) => string
  readonly fields: readonly StoredField[]
}

const SHAPE: StoredField = { field: 'schema', words: 'The version of this record’s form' }

export const STORED_DATA: readonly StoredRecord[] = [
  {
    record: 'meeting',
    title: 'About a visit',
    howLong: (days) =>
      `What is personal is deleted ${inDays(days)} after the day of the visit. The rest stays as a count that names nobody.`,
    fields: [
      { field: 'title', words: 'The title that the doctor gave the visit', personal: true },
      { field: 'doctorId', words: 'Which doctor it was with', personal: true },
      { field: 'participants.name', words: 'The name that each person said at the door', personal: true },
      { field: 'participants.consent.version', words: 'Which words of consent they agreed to', personal: true },
      { field: 'participants.consent.at', words: 'When they agreed', personal: true },
      { field: 'note', words: 'The doctor’s own note, encrypted, if they keep one', personal: true },
      { field: 'participants.participantId', words: 'A random number for each person’s part in this one visit' },
      { field: 'participants.role', words: 'As what each person came: doctor, patient or guest' },
      { field: 'participants.language', words: 'In which language each person is written to' },
      { field: 'participants.admittedAt', words: 'When each person was let in' },
      {
        field: 'participants.check.verdict',
        words: 'What the check of their network found: video, sound only or text',
      },
      { field: 'participants.check.at', words: 'When that check was made' },
      { field: 'participants.feedback', words: 'How they said the visit was, if they said so' },
      { field: 'participants.joinedAt', words: 'When each person came' },
      { field: 'participants.leftAt', words: 'When each person left' },
      {
        field: 'participants.connection.path',
        words: 'Whether picture and sound went straight or through the clinic’s relay, for each person',
      },
      { field: 'participants.connection.afterMs', words: 'How long it took to connect each person' },
      { field: 'participants.quality', words: 'Whether each person’s line was good, fair or poor' },
      { field: 'roomId', words: 'A random number for the visit, which stands in its address' },
      { field: 'admission', words: 'Whether people come in by themselves or the doctor admits them' },
      { field: 'relayOnly', words: 'Whether network addresses were to be hidden from the other side' },
      { field: 'state', words: 'Where the visit stands: planned, waiting, in progress, over' },
      { field: 'createdAt', words: 'When it was made' },
      { field: 'startsAt', words: 'When it was planned for' },
      { field: 'listedAt', words: 'The time that lists are sorted by: planned for, or made' },
      { field: 'day', words: 'The same as a day, for counting' },
      { field: 'waitingSince', words: 'When the first person came' },
      { field: 'activeSince', words: 'When two people were there' },
      { field: 'endedAt', words: 'When it ended' },
      { field: 'endReason', words: 'Whether the doctor, the administrator or the clock ended it' },
      { field: 'outcome', words: 'Whether people saw each other, could not, or nobody came' },
      { field: 'path', words: 'Whether anybody was connected through the relay' },
      { field: 'connectMs', words: 'How long the first connection took' },
      { field: 'stripped', words: 'Whether the personal parts are deleted' },
      SHAPE,
    ],
  },
  {
    record: 'invite',
    title: 'About an invitation',
    howLong: () => 'Deleted after it expires, and together with the personal parts of its visit at the latest.',
    fields: [
      { field: 'codeHash', words: 'A fingerprint of the visit code (SHA-256), never the code itself' },
      { field: 'roomId', words: 'Which visit it is for' },
      { field: 'participantId', words: 'Which part in that visit' },
      { field: 'createdAt', words: 'When it was made' },
      { field: 'expiresAt', words: 'Until when it works' },
      SHAPE,
    ],
  },
  {
    record: 'session',
    title: 'About a browser that is let in',
    howLong: () =>
      'Deleted after it expires. Signing out deletes it at once. It belongs to the one cookie that a browser gets for it.',
    fields: [
      { field: 'secretHash', words: 'A fingerprint of the cookie (SHA-256), never the cookie itself' },
      { field: 'holder.kind', words: 'Whether it belongs to staff or to somebody invited' },
      { field: 'holder.accountId', words: 'Whose account, for staff' },
      { field: 'holder.roomId', words: 'Which visit, for somebody invited' },
      { field: 'holder.participantId', words: 'Which part in that visit, for somebody invited' },
      { field: 'createdAt', words: 'When it was opened' },
      { field: 'lastUsedAt', words: 'When it was last used' },
      { field: 'expiresAt', words: 'Until when it works' },
      SHAPE,
    ],
  },
  {
    record: 'account',
    title: 'About people who work here',
    howLong: () => 'For as long as the clinic keeps the account. Patients and guests have none.',
    fields: [
      { field: 'name', words: 'Their name, as patients see it' },
      { field: 'signInName', words: 'The name they sign in with' },
      { field: 'passwordHash', words: 'A fingerprint of their password (argon2id), never the password itself' },
      { field: 'roles', words: 'Whether they are a doctor, an administrator or both' },
      { field: 'disabled', words: 'Whether they may sign in' },
      { field: 'sample', words: 'Whether it is the sample doctor of the first try' },
      { field: 'accountId', words: 'A random number for the account' },
      { field: 'createdAt', words: 'When it was made' },
      SHAPE,
    ],
  },
  {
    record: 'audit',
    title: 'About what administrators did',
    howLong: () =>
      'Never deleted, so that it can be checked later who looked at what. It names accounts and visits by their numbers alone.',
    fields: [
      { field: 'at', words: 'When it was done' },
      { field: 'actor', words: 'The number of the account that did it' },
      { field: 'action', words: 'What was done, of a closed list' },
      { field: 'target', words: 'The number of the account or visit it was done to' },
      { field: 'detail', words: 'What of it, such as a filter or a count; never a patient’s name' },
      { field: 'seq', words: 'The number of the line' },
      { field: 'previousHash', words: 'The fingerprint of the line before, so that nothing can be changed unseen' },
      { field: 'hash', words: 'The fingerprint of this line' },
      SHAPE,
    ],
  },
]

function inDays(days: number): string {
  return days === 1 ? 'one day' : `${days} days`
}
