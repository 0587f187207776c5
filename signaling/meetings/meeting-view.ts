import type { MeetingRecord, ParticipantRecord } from '../../db/records.ts'
import type { RoomId } from '../contract/ids.ts'
import type { MeetingView } from '../contract/meeting.ts'
import type { CallView } from '../contract/routes.ts'

export function callUrl(roomId: RoomId): string {
  return `/call/${roomId}`
}

/** A meeting as its doctor sees it. */
export function meetingView(meeting: MeetingRecord): MeetingView {
  const { roomId, title, state, admission, relayOnly, createdAt, startsAt } = meeting
  const { waitingSince, activeSince, endedAt, endReason } = meeting
  return {
    roomId,
    title,
    state,
    admission,
    relayOnly,
    createdAt,
    startsAt,
    waitingSince,
    activeSince,
    endedAt,
    endReason,
    participants: meeting.participants.map(({ participantId, role, name, language, joinedAt, leftAt }) => ({
      participantId,
      role,
      name,
      language,
      joinedAt,
      leftAt,
    })),
    callUrl: callUrl(roomId),
  }
}

/** A meeting as one of its participants sees it before the call: nothing about the others. */
export function callView(meeting: MeetingRecord, participant: ParticipantRecord): CallView {
  return {
    roomId: meeting.roomId,
    title: meeting.title,
    ended: meeting.state === 'ended',
    admission: meeting.admission,
    you: {
      participantId: participant.participantId,
      role: participant.role,
      name: shownName(participant),
      language: participant.language,
    },
  }
}

/** What somebody is called who has not said a name: their part in the meeting. */
export function shownName(participant: Pick<ParticipantRecord, 'name' | 'role'>): string {
  return participant.name ?? `${participant.role[0]?.toUpperCase()}${participant.role.slice(1)}`
}
