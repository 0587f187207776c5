import type { Invitation } from '../../signaling/contract/invite-words.ts'
import type { MeetingParticipant, MeetingView } from '../../signaling/contract/meeting.ts'
import type { ClinicClock } from './clinic-clock.ts'
import type { NewInvite } from './new-invites.ts'
import { settings } from './settings.ts'

/** All that a fresh invite's letter is written from. */
export function invitationFor(
  { startsAt }: Pick<MeetingView, 'startsAt'>,
  { language }: Pick<MeetingParticipant, 'language'>,
  { role, code }: NewInvite,
  { zone }: Pick<ClinicClock, 'zone'>,
): Invitation {
  const { clinicName, clinicPhone, publicUrl } = settings
  return { role, language, clinicName, clinicPhone, startsAt, zone, publicUrl, code }
}
