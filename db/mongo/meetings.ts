import type { RoomId } from '../../signaling/contract/ids.ts'
import {
  admitted,
  annotated,
  answered,
  becameActive,
  type Change,
  checked,
  connected,
  consented,
  ended,
  joined,
  left,
  moved,
  quality,
} from '../meeting-changes.ts'
import { placeOf, readPlace, writePlace } from '../meeting-order.ts'
import type { Meetings } from '../port.ts'
import type { MeetingRecord } from '../records.ts'
import type { Asking } from './asking.ts'
import { changeOne, insertOnce } from './changes.ts'
import { type Collections, meetingFormat as format, type Kept } from './documents.ts'
import { createTurns } from './in-turn.ts'
import { ofDoctor } from './meeting-queries.ts'

export type ChangeMeeting = <Said extends string>(
  roomId: RoomId,
  decide: (meeting: MeetingRecord) => Change<Said>,
) => Promise<Said | 'unknown'>

/** Applies one change to one meeting in one atomic step, whoever else changes it. */
export function meetingChanger({ ask }: Asking, { meetings: collection }: Collections): ChangeMeeting {
  const inTurn = createTurns()
  return (roomId, decide) =>
    ask((inTime) =>
      inTurn(roomId, () =>
        changeOne(
          { collection, format },
          roomId,
          (meeting) => {
            const { said, meeting: next } = decide(meeting)
            return { said, record: next }
          },
          inTime,
        ),
      ),
    )
}

export function mongoMeetings({ ask }: Asking, { meetings: collection }: Collections, change: ChangeMeeting): Meetings {
  async function one(filter: Record<string, unknown>): Promise<MeetingRecord | null> {
    const document = await collection.findOne(filter)
    return document && format.read(document)
  }

  return {
    insert: (meeting) =>
      ask(async (inTime) => {
        const said = await insertOnce(collection, format.write(meeting), inTime)
        if (said === 'taken') throw new Error('There is a meeting in that room.')
      }),
    ofDoctor: (doctorId, { after, limit }) =>
      ask(async () => {
        // One more than asked for tells whether there is a next page.
        const documents: Kept[] = []
        for (const { filter, sort } of ofDoctor(doctorId, after === null ? null : readPlace(after))) {
          const missing = limit + 1 - documents.length
          const found =
            missing > 0
              ? collection
                  .find(filter)
                  .sort({ ...sort })
                  .limit(missing)
              : null
          if (found) documents.push(...(await found.toArray()))
        }
        const meetings = documents.slice(0, limit).map((document) => format.read(document))
        const last = meetings.at(-1)
        return { meetings, next: last && documents.length > limit ? writePlace(placeOf(last)) : null }
      }),
    forDoctor: (doctorId, roomId) => ask(() => one({ _id: roomId, 'record.doctorId': doctorId })),
    forParticipant: (participantId, roomId) =>
      ask(async () => {
        const found = await one({ _id: roomId })
        return found?.participants.some((part) => part.participantId === participantId) ? found : null
      }),
    noteConsent: (roomId, participantId, said) => change(roomId, (meeting) => consented(meeting, participantId, said)),
    noteAdmitted: (roomId, participantId, at) => change(roomId, (meeting) => admitted(meeting, participantId, at)),
    noteCheck: (roomId, participantId, check) => change(roomId, (meeting) => checked(meeting, participantId, check)),
    giveFeedback: (roomId, participantId, feedback) =>
      change(roomId, (meeting) => answered(meeting, participantId, feedback)),
    keepNote: (roomId, doctorId, sealed) => change(roomId, (meeting) => annotated(meeting, doctorId, sealed)),
    move: (roomId, from, to) => change(roomId, (meeting) => moved(meeting, from, to)),
    noteJoined: (roomId, participantId, at) => change(roomId, (meeting) => joined(meeting, participantId, at)),
    noteLeft: (roomId, participantId, at) => change(roomId, (meeting) => left(meeting, participantId, at)),
    noteActive: (roomId, at) => change(roomId, (meeting) => becameActive(meeting, at)),
    noteConnected: (roomId, participantId, connection) =>
      change(roomId, (meeting) => connected(meeting, participantId, connection)),
    noteQuality: (roomId, participantId, said) => change(roomId, (meeting) => quality(meeting, participantId, said)),
    end: (roomId, reason, at) => change(roomId, (meeting) => ended(meeting, reason, at)),
  }
}
