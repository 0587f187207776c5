import type { MeetingRecord } from '../../db/records.ts'
import type { Clinic } from '../clinic.ts'
import type { MailOutcome } from '../contract/mail.ts'
import type { IssuedInvite } from '../contract/meeting.ts'
import type { Announce } from '../contract/webhook-events.ts'
import type { Log } from '../log.ts'
import type { SendMail } from '../mail/mail.ts'
import { inviteMail } from './invite-mail.ts'
import type { Invited } from './invited.ts'
import type { FreshInvite } from './issue.ts'

/** Tells of a fresh invite: the clinic's other systems, and by e-mail whom it is for, where somebody gave their address. */
export type TellOfInvite = (
  meeting: MeetingRecord,
  participant: Invited,
  invite: FreshInvite,
  email: string | undefined,
) => Promise<IssuedInvite>

export function createTellOfInvite(ports: {
  announce: Announce
  /** Null: no mail server is set up. */
  sendMail: SendMail | null
  clinic: Clinic
  publicUrl: string
  log: Log
}): TellOfInvite {
  const { announce, sendMail, clinic, publicUrl, log } = ports

  async function mailed(
    meeting: MeetingRecord,
    participant: Invited,
    invite: FreshInvite,
    to: string,
  ): Promise<MailOutcome> {
    const { role, participantId, language } = participant
    const { roomId, startsAt, createdAt } = meeting
    if (sendMail === null) return 'not-set-up'
    const { name: clinicName, phone: clinicPhone, zone } = clinic
    const { code, issuedAt } = invite
    const invitation = { role, language, clinicName, clinicPhone, startsAt, zone, publicUrl, code }
    const sent = await sendMail(inviteMail(invitation, { roomId, participantId, createdAt, issuedAt }, to))
    if (sent.ok) log({ event: 'mail-sent', roomId, participantId })
    else log({ event: 'mail-failed', roomId, participantId, why: sent.why })
    return sent.ok ? 'sent' : 'failed'
  }

  return async (meeting, participant, invite, email) => {
    const { roomId, title, startsAt } = meeting
    const { participantId, role, language } = participant
    const when = startsAt === null ? null : new Date(startsAt).toISOString()
    const { code, url: link } = invite
    announce({
      type: 'invite.issued',
      data: { roomId, participantId, role, language, title, startsAt: when, code, link },
    })
    return { ...invite, mail: email === undefined ? null : await mailed(meeting, participant, invite, email) }
  }
}
