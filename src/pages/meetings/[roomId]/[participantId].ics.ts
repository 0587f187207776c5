import type { APIContext } from 'astro'
import { CALENDAR_FILE, inviteCalendar } from '../../../../signaling/contract/invite-calendar.ts'
import { createClinicClock } from '../../../server/clinic-clock.ts'
import { invitationFor } from '../../../server/invitation.ts'
import { readNewInvites } from '../../../server/new-invites.ts'
import { refused, show } from '../../../server/refused.ts'
import { isSecure } from '../../../server/settings.ts'
import { signaling } from '../../../server/signaling.ts'

/** A fresh invite's calendar file, for as long as the doctor's browser holds its code. */
export async function GET(context: APIContext): Promise<Response> {
  const { request, params } = context
  const { roomId = '', participantId = '' } = params
  const answer = await signaling.call('meeting', { request, params: { roomId } })
  if (!answer.ok) return await refused(context, answer)
  const meeting = answer.data
  const participant = meeting.participants.find((one) => one.participantId === participantId)
  const invite = readNewInvites(request, isSecure).find((one) => one.participantId === participantId)
  if (!participant || !invite) return await show(context, '/404')
  const invitation = invitationFor(meeting, participant, invite, createClinicClock(Date.now()))
  const { createdAt } = meeting
  const calendar = inviteCalendar(invitation, { roomId, participantId, createdAt, issuedAt: invite.issuedAt })
  if (calendar === null) return await show(context, '/404')
  return new Response(calendar, {
    headers: {
      'content-type': CALENDAR_FILE.type,
      'content-disposition': `attachment; filename="${CALENDAR_FILE.name}"`,
    },
  })
}
