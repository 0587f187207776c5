import type { MeetingRecord } from '../../db/records.ts'

/** The meeting as version 1 of its record had it. */
export function asFirstVersion(meeting: MeetingRecord): Record<string, unknown> {
  const { listedAt, outcome, path, connectMs, stripped, note, ...before } = meeting
  const participants = before.participants.map(
    ({ connection, quality, language, admittedAt, check, feedback, ...part }) => part,
  )
  return { ...before, schema: 1, participants }
}
