import { asKept } from '../../../db/meeting-retention.ts'
import type { MeetingRecord } from '../../../db/records.ts'
import type { CreateMeetingBody } from '../../contract/routes.ts'
import type { IssueInvite } from '../../invites/issue.ts'
import { readInstant } from '../../meetings/instant.ts'
import { keptFrom } from '../../meetings/kept-from.ts'
import { meetingView } from '../../meetings/meeting-view.ts'
import type { MeetingPlan } from '../../meetings/new-meeting.ts'
import { newMeeting } from '../../meetings/new-meeting.ts'
import type { StaffHandler } from '../endpoint.ts'
import { failed, wrongField } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'

const PAGE = 50

/** What doctors do with their meetings. The store is asked for theirs alone, so a stranger's looks like none. */
export function meetingHandlers(
  ports: Pick<ApiPorts, 'store' | 'rooms' | 'clock' | 'random' | 'log' | 'about'> & { issueInvite: IssueInvite },
): {
  createMeeting: StaffHandler<'createMeeting'>
  meetings: StaffHandler<'meetings'>
  meeting: StaffHandler<'meeting'>
  issueInvite: StaffHandler<'issueInvite'>
  endMeeting: StaffHandler<'endMeeting'>
} {
  const { store, rooms, clock, random, log, about, issueInvite } = ports

  function shown(meeting: MeetingRecord) {
    return meetingView(asKept(meeting, keptFrom(clock.now(), about.retentionDays)))
  }

  return {
    async createMeeting({ input, account }) {
      if (!account.roles.includes('doctor')) return failed('not-allowed')
      const plan = planOf(input)
      if (!plan) return wrongField('startsAt')
      const meeting = newMeeting(plan, account, random.id, clock.now())
      // Invites first: without their meeting they lead nowhere, so a failure between leaves nothing half-made to see.
      const invited = meeting.participants.filter(({ role }) => role !== 'doctor')
      const invites = await Promise.all(invited.map((participant) => issueInvite(meeting, participant)))
      await store.meetings.insert(meeting)
      log({ event: 'meeting-created', roomId: meeting.roomId, participants: meeting.participants.length })
      return { ok: true, data: { ...meetingView(meeting), invites } }
    },

    async meetings({ input, account }) {
      const page = { after: input.after ?? null, limit: PAGE }
      const { meetings, next } = await store.meetings.ofDoctor(account.accountId, page)
      return { ok: true, data: { meetings: meetings.map(shown), next } }
    },

    async meeting({ params, account }) {
      const meeting = await store.meetings.forDoctor(account.accountId, params.roomId)
      return meeting ? { ok: true, data: shown(meeting) } : failed('not-found')
    },

    async issueInvite({ params, input, account }) {
      const meeting = await store.meetings.forDoctor(account.accountId, params.roomId)
      if (!meeting) return failed('not-found')
      const participant = meeting.participants.find(
        ({ participantId, role }) => participantId === input.participantId && role !== 'doctor',
      )
      if (!participant) {
        return wrongField('participantId')
      }
      if (meeting.state === 'ended') return failed('meeting-ended')
      const { roomId } = meeting
      const { participantId } = participant
      // In this order nobody who holds the old code can open a session that outlives it.
      await store.invites.revokeAllOf(roomId, participantId)
      await store.sessions.closeAllOfParticipant(roomId, participantId)
      rooms.remove(roomId, participantId)
      const invite = await issueInvite(meeting, participant)
      log({ event: 'invite-issued', roomId, participantId })
      return { ok: true, data: invite }
    },

    async endMeeting({ params, account }) {
      const { roomId } = params
      if (!(await store.meetings.forDoctor(account.accountId, roomId))) return failed('not-found')
      const outcome = await store.meetings.end(roomId, 'doctor', clock.now())
      // Said again for a meeting that had ended already: whoever ended it may not have come this far.
      rooms.end(roomId, 'doctor')
      if (outcome === 'ended') log({ event: 'meeting-ended', roomId, by: 'doctor' })
      const meeting = await store.meetings.forDoctor(account.accountId, roomId)
      return meeting ? { ok: true, data: shown(meeting) } : failed('not-found')
    },
  }
}

/** Null when the planned time has the right form and no such time exists (the 30th of February). */
function planOf(input: CreateMeetingBody): MeetingPlan | null {
  const startsAt = input.startsAt === undefined ? null : readInstant(input.startsAt)
  if (input.startsAt !== undefined && startsAt === null) return null
  return {
    title: input.title,
    startsAt,
    admission: input.admission ?? 'automatic',
    relayOnly: input.relayOnly ?? false,
    guests: input.guests ?? [],
    language: input.language ?? 'en',
  }
}
