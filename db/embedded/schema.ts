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
  // What the clinic asks for (docs/decisions/0017-indexes-of-the-clinic.md). Meetings move into a table whose doctor may be deleted.
  `
  CREATE TABLE meetings_2 (
    room_id    TEXT PRIMARY KEY,
    doctor_id  TEXT,
    open       INTEGER NOT NULL,
    listed_at  INTEGER NOT NULL,
    day        TEXT NOT NULL,
    state      TEXT NOT NULL,
    outcome    TEXT,
    path       TEXT,
    connect_ms INTEGER,
    stripped   INTEGER NOT NULL,
    document   TEXT NOT NULL
  ) STRICT;
  INSERT INTO meetings_2 (room_id, doctor_id, open, listed_at, day, state, outcome, stripped, document)
    SELECT room_id, doctor_id, open, listed_at, document ->> '$.day', document ->> '$.state',
      CASE WHEN document ->> '$.state' <> 'ended' THEN NULL
           WHEN document ->> '$.activeSince' IS NULL THEN 'nobody-came' ELSE 'connected' END,
      0, document
    FROM meetings ORDER BY listed_at;
  DROP TABLE meetings;
  ALTER TABLE meetings_2 RENAME TO meetings;
  CREATE INDEX meetings_of_doctor ON meetings (doctor_id, open, listed_at, room_id) WHERE doctor_id IS NOT NULL;
  CREATE INDEX clinic_by_time ON meetings (listed_at, room_id);
  CREATE INDEX clinic_by_state ON meetings (state, listed_at, room_id);
  CREATE INDEX clinic_by_outcome ON meetings (outcome, listed_at, room_id) WHERE outcome IS NOT NULL;
  CREATE INDEX clinic_by_doctor ON meetings (doctor_id, listed_at, room_id) WHERE doctor_id IS NOT NULL;
  CREATE INDEX clinic_by_doctor_state ON meetings (doctor_id, state, listed_at, room_id) WHERE doctor_id IS NOT NULL;
  CREATE INDEX clinic_by_doctor_outcome ON meetings (doctor_id, outcome, listed_at, room_id)
    WHERE doctor_id IS NOT NULL AND outcome IS NOT NULL;
  CREATE INDEX clinic_figures ON meetings (day, outcome, path, connect_ms);
  CREATE INDEX meetings_to_strip ON meetings (listed_at) WHERE stripped = 0;

  ALTER TABLE sessions ADD COLUMN expires_at INTEGER NOT NULL DEFAULT 0;
  UPDATE sessions SET expires_at = document ->> '$.expiresAt';
  CREATE INDEX sessions_expiring ON sessions (expires_at);
  ALTER TABLE invites ADD COLUMN expires_at INTEGER NOT NULL DEFAULT 0;
  UPDATE invites SET expires_at = document ->> '$.expiresAt';
  CREATE INDEX invites_expiring ON invites (expires_at);

  CREATE TABLE audit (seq INTEGER PRIMARY KEY, document TEXT NOT NULL) STRICT;
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
