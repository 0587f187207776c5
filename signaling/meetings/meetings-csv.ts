import type { AdminMeeting } from '../contract/admin.ts'
import type { Millis } from '../contract/ids.ts'
import type { Cell } from './csv.ts'

/** As many as a meeting may have. */
const PARTICIPANTS = 4

const MEETING_COLUMNS = [
  'room id',
  'title',
  'planned or made',
  'doctor id',
  'doctor',
  'state',
  'outcome',
  'connection',
  'ms to connect',
  'made',
  'first person there',
  'two people there',
  'ended',
  'ended by',
  'personal parts deleted',
] as const

const PARTICIPANT_COLUMNS = [
  'role',
  'name',
  'consent version',
  'consent',
  'joined',
  'left',
  'connection',
  'poorest line',
  'how it was',
] as const

/** The first line of the file: one meeting a line, its participants side by side. */
export const CSV_HEADINGS: readonly string[] = [
  ...MEETING_COLUMNS,
  ...Array.from({ length: PARTICIPANTS }, (_, index) =>
    PARTICIPANT_COLUMNS.map((column) => `participant ${index + 1} ${column}`),
  ).flat(),
]

/** A meeting's cells under those headings. Times are ISO 8601 in UTC. */
export function meetingCells(meeting: AdminMeeting): Cell[] {
  const cells: Cell[] = [
    meeting.roomId,
    meeting.title,
    time(meeting.listedAt),
    meeting.doctor?.accountId ?? null,
    meeting.doctor?.name ?? null,
    meeting.state,
    meeting.outcome,
    meeting.path,
    meeting.connectMs,
    time(meeting.createdAt),
    time(meeting.waitingSince),
    time(meeting.activeSince),
    time(meeting.endedAt),
    meeting.endReason,
    meeting.stripped,
  ]
  for (const { role, name, consent, joinedAt, leftAt, path, quality, feedback } of meeting.participants) {
    cells.push(role, name, consent?.version ?? null, time(consent?.at ?? null))
    cells.push(time(joinedAt), time(leftAt), path, quality, feedback)
  }
  while (cells.length < CSV_HEADINGS.length) cells.push(null)
  return cells
}

function time(at: Millis | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
