import { asKept } from '../../../db/meeting-retention.ts'
import type { MeetingRecord } from '../../../db/records.ts'
import type { CreateMeetingBody } from '../../contract/routes.ts'
import { isInvited } from '../../invites/invited.ts'
import type { IssueInvite } from '../../invites/issue.ts'
import type { TellOfInvite } from '../../invites/tell.ts'
import { readInstant } from '../../meetings/instant.ts'
import { keptFrom } from '../../meetings/kept-from.ts'
import { meetingView } from '../../meetings/meeting-view.ts'
import type { MeetingPlan } from '../../meetings/new-meeting.ts'
import { newMeeting } from '../../meetings/new-meeting.ts'
import { sayEnded } from '../../meetings/say-ended.ts'
import type { StaffHandler } from '../endpoint.ts'
import type { MailAllowance } from '../mail-allowance.ts'
import { failed, wrongField } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'
import type { OnceFor } from '../said-twice.ts'

const PAGE = 50

/** What doctors do with their meetings. The store is asked for theirs alone, so a stranger's looks like none. */
export function meetingHandlers(
  ports: Pick<ApiPorts, 'store' | 'rooms' | 'clock' | 'random' | 'log' | 'about' | 'announce' | 'relayOnly'> & {
    issueInvite: IssueInvite
    tellOfInvite: TellOfInvite
    mailAllowance: MailAllowance
    onceFor: OnceFor
  },
): {
  createMeeting: StaffHandler<'createMeeting'>
  meetings: StaffHandler<'meetings'>
  meeting: StaffHandler<'meeting'>
  endMeeting: StaffHandler<'endMeeting'>
} {
  const { store, rooms, clock, random, log, about } = ports
  const { issueInvite, tellOfInvite, mailAllowance, onceFor } = ports

  function shown(meeting: MeetingRecord) {
    return meetingView(asKept(meeting, keptFrom(clock.now(), about.retentionDays)))
  }

  return {
    async createMeeting({ input, account }) {
      if (!account.roles.includes('doctor')) return failed('not-allowed')
      const { requestId, ...content } = input
      return onceFor({ who: account.accountId, id: requestId, content }, async () => {
        const plan = planOf(input, ports.relayOnly)
        if (!plan) return wrongField('startsAt')
        const refusal = mailAllowance.take(account.accountId, input.email)
        if (refusal) return refusal
        const meeting = newMeeting(plan, account, random.id, clock.now())
        // Invites first: without their meeting they lead nowhere, so a failure between leaves nothing half-made to see.
        const issued = await Promise.all(
          meeting.participants.filter(isInvited).map(async (participant) => ({
            participant,
            invite: await issueInvite(meeting, participant),
          })),
        )
        await store.meetings.insert(meeting)
        log({ event: 'meeting-created', roomId: meeting.roomId, participants: meeting.participants.length })
        const invites = await Promise.all(
          issued.map(({ participant, invite }) =>
            tellOfInvite(meeting, participant, invite, participant.role === 'patient' ? input.email : undefined),
          ),
        )
        return { ok: true, data: { ...meetingView(meeting), invites } }
      })
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

    async endMeeting({ params, account }) {
      const { roomId } = params
      if (!(await store.meetings.forDoctor(account.accountId, roomId))) return failed('not-found')
      const outcome = await store.meetings.end(roomId, 'doctor', clock.now())
      // Said again for a meeting that had ended already: whoever ended it may not have come this far.
      rooms.end(roomId, 'doctor')
      if (outcome === 'ended') sayEnded(ports, roomId, 'doctor')
      const meeting = await store.meetings.forDoctor(account.accountId, roomId)
      return meeting ? { ok: true, data: shown(meeting) } : failed('not-found')
    },
  }
}

/** Null when the planned time has the right form and no such time exists (the 30th of February). */
function planOf(input: CreateMeetingBody, relayOnly: boolean): MeetingPlan | null {
  const startsAt = input.startsAt === undefined ? null : readInstant(input.startsAt)
  if (input.startsAt !== undefined && startsAt === null) return null
  return {
    title: input.title,
    startsAt,
    admission: input.admission ?? 'automatic',
    relayOnly: input.relayOnly ?? relayOnly,
    guests: input.guests ?? [],
    language: input.language ?? 'en',
  }
}
