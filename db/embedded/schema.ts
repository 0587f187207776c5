import type { Database } from './database.ts'
import { transaction } from './transaction.ts'
import { Refused } from './trouble.ts'

/**
 * The file's tables, from the first version on. The number of steps taken stands in the file's `user_version`.
 * Each record is one JSON document, beside it the columns that are asked for. Never change a step that was released: add one.
 */
export const SCHEMA_STEPS: readonly string[] = [
  `
  CREATE TABLE accounts (
    account_id   TEXT PRIMARY KEY,
    sign_in_name TEXT NOT NULL UNIQUE,
    sample       INTEGER NOT NULL,
    document     TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX accounts_one_sample ON accounts (sample) WHERE sample = 1;

  -- A session is somebody's on the staff (account_id) or opens one seat in one room (the two others).
  CREATE TABLE sessions (
    secret_hash    TEXT PRIMARY KEY,
    account_id     TEXT,
    room_id        TEXT,
    participant_id TEXT,
    last_used_at   INTEGER NOT NULL,
    document       TEXT NOT NULL
  ) STRICT;
  CREATE INDEX sessions_of_account ON sessions (account_id) WHERE account_id IS NOT NULL;
  CREATE INDEX sessions_of_participant ON sessions (room_id, participant_id) WHERE room_id IS NOT NULL;

  CREATE TABLE meetings (
    room_id   TEXT PRIMARY KEY,
    doctor_id TEXT NOT NULL,
    open      INTEGER NOT NULL,
    listed_at INTEGER NOT NULL,
    document  TEXT NOT NULL
  ) STRICT;
  CREATE INDEX meetings_of_doctor ON meetings (doctor_id, open, listed_at, room_id);

  CREATE TABLE invites (
    code_hash      TEXT PRIMARY KEY,
    room_id        TEXT NOT NULL,
    participant_id TEXT NOT NULL,
    document       TEXT NOT NULL
  ) STRICT;
  CREATE INDEX invites_of_participant ON invites (room_id, participant_id);

  CREATE TABLE checks (only INTEGER PRIMARY KEY CHECK (only = 1), filler BLOB NOT NULL) STRICT;
  `,
]

/** Takes the steps the file has not taken, each in a transaction of its own; refuses a file that has taken more than are known. */
export function bringUpSchema(db: Database, steps: readonly string[] = SCHEMA_STEPS): void {
  const taken = Number(db.prepare('PRAGMA user_version').first()?.['user_version'])
  if (taken > steps.length) {
    throw new Refused('newer', `The file is of version ${taken}; this program knows it up to ${steps.length}.`)
  }
  for (const [index, step] of steps.entries()) {
    if (index < taken) continue
    transaction(db, () => db.exec(`${step}; PRAGMA user_version = ${index + 1}`))
  }
}
