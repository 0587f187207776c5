import type { MeetingRecord } from '../../../db/records.ts'
import type { AccountId, ParticipantId, RoomId } from '../../contract/ids.ts'
import type { Announce } from '../../contract/webhook-events.ts'
import { type Invited, isInvited } from '../../invites/invited.ts'
import type { IssueInvite } from '../../invites/issue.ts'
import type { TellOfInvite } from '../../invites/tell.ts'
import type { StaffHandler } from '../endpoint.ts'
import type { MailAllowance } from '../mail-allowance.ts'
import { type Failure, failed, wrongField } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'
import type { OnceFor } from '../said-twice.ts'

/** How a doctor lets somebody in again, or no longer. */
export function inviteHandlers(
  ports: Pick<ApiPorts, 'store' | 'rooms' | 'log'> & {
    announce: Announce
    issueInvite: IssueInvite
    tellOfInvite: TellOfInvite
    mailAllowance: MailAllowance
    onceFor: OnceFor
  },
): {
  issueInvite: StaffHandler<'issueInvite'>
  revokeInvite: StaffHandler<'revokeInvite'>
} {
  const { store, rooms, log, announce, issueInvite, tellOfInvite, mailAllowance, onceFor } = ports

  /** Somebody of a meeting of this doctor's, who may still be let in. */
  async function find(
    doctor: AccountId,
    roomId: RoomId,
    participantId: ParticipantId,
  ): Promise<
    | { ok: true; meeting: MeetingRecord; participant: Invited }
    | Failure<'not-found' | 'invalid-input' | 'meeting-ended'>
  > {
    const meeting = await store.meetings.forDoctor(doctor, roomId)
    if (!meeting) return failed('not-found')
    const participant = meeting.participants.filter(isInvited).find((one) => one.participantId === participantId)
    if (!participant) return wrongField('participantId')
    if (meeting.state === 'ended') return failed('meeting-ended')
    return { ok: true, meeting, participant }
  }

  /** In this order nobody who holds the code can open a session that outlives it. */
  async function revoke({ roomId, admission }: MeetingRecord, participantId: ParticipantId): Promise<void> {
    await store.invites.revokeAllOf(roomId, participantId)
    await store.sessions.closeAllOfParticipant(roomId, participantId)
    rooms.remove(roomId, participantId)
    // W2: whoever comes by another invite may be somebody else, whom the doctor has not let in.
    if (admission === 'by-doctor') await store.meetings.noteAdmitted(roomId, participantId, null)
  }

  return {
    issueInvite({ params, input, account }) {
      const { roomId } = params
      const { participantId, email, requestId } = input
      const request = { who: account.accountId, id: requestId, content: { roomId, participantId, email } }
      return onceFor(request, async () => {
        const found = await find(account.accountId, roomId, participantId)
        if (!found.ok) return found
        const refusal = mailAllowance.take(account.accountId, email)
        if (refusal) return refusal
        const { meeting, participant } = found
        await revoke(meeting, participantId)
        const invite = await issueInvite(meeting, participant)
        log({ event: 'invite-issued', roomId, participantId })
        return { ok: true, data: await tellOfInvite(meeting, participant, invite, email) }
      })
    },

    async revokeInvite({ params, input, account }) {
      const { roomId } = params
      const { participantId } = input
      const found = await find(account.accountId, roomId, participantId)
      if (!found.ok) return found
      await revoke(found.meeting, participantId)
      log({ event: 'invite-revoked', roomId, participantId })
      announce({ type: 'invite.revoked', data: { roomId, participantId, role: found.participant.role } })
      return { ok: true, data: {} }
    },
  }
}
