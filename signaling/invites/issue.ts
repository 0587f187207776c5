import type { Invites } from '../../db/port.ts'
import type { MeetingRecord, ParticipantRecord } from '../../db/records.ts'
import type { Millis } from '../contract/ids.ts'
import { inviteLink } from '../contract/invite-link.ts'
import type { IssuedInvite } from '../contract/meeting.ts'
import { hashOf, type Random } from '../random.ts'
import { showCode } from './code.ts'

/** An invite works until this long after the planned time, or after it was issued where that is later. */
export const INVITE_MS = 30 * 24 * 60 * 60_000

/** Nobody is told of it yet. */
export type FreshInvite = Omit<IssuedInvite, 'mail'>

export type IssueInvite = (
  meeting: MeetingRecord,
  participant: ParticipantRecord,
  code?: string,
) => Promise<FreshInvite>

/** Stores an invite's hash and returns the code, which nobody can read back. `code`: one that exists already. */
export function createIssueInvite(ports: {
  invites: Invites
  random: Pick<Random, 'code'>
  now: () => Millis
  publicUrl: string
}): IssueInvite {
  const { invites, random, now, publicUrl } = ports
  return async (meeting, { participantId, role }, code = random.code()) => {
    const createdAt = now()
    await invites.issue({
      schema: 1,
      codeHash: hashOf(code),
      roomId: meeting.roomId,
      participantId,
      createdAt,
      expiresAt: Math.max(createdAt, meeting.startsAt ?? 0) + INVITE_MS,
    })
    const shown = showCode(code)
    return { participantId, role, code: shown, url: inviteLink(publicUrl, shown), issuedAt: createdAt }
  }
}
