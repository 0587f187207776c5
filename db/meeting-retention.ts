import type { Millis } from '../signaling/contract/ids.ts'
import type { MeetingRecord } from './records.ts'

/** What stands where a deleted title stood. */
export const DELETED_TITLE = '…'

/** The meeting without its personal parts: it still counts, and names nobody. */
export function stripped(meeting: MeetingRecord): MeetingRecord {
  return {
    ...meeting,
    title: DELETED_TITLE,
    doctorId: null,
    note: null,
    stripped: true,
    participants: meeting.participants.map((part) => ({ ...part, name: null, consent: null })),
  }
}

/** The meeting as it may be shown: past its time it is shown stripped, whether or not a sweeper has been there. */
export function asKept(meeting: MeetingRecord, keptFrom: Millis): MeetingRecord {
  return meeting.stripped || meeting.listedAt >= keptFrom ? meeting : stripped(meeting)
}
