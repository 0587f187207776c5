import type { ParticipantRecord } from '../../db/records.ts'
import type { InvitedRole } from '../contract/invite-words/words.ts'

/** Somebody who comes by an invite: everybody of a meeting but its doctor. */
export type Invited = ParticipantRecord & { readonly role: InvitedRole }

export function isInvited(participant: ParticipantRecord): participant is Invited {
  return participant.role !== 'doctor'
}
