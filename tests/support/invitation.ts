import type { InvitedRole } from '../../signaling/contract/invite-words/words.ts'
import type { Invitation } from '../../signaling/contract/invite-words.ts'
import { LANGUAGES } from '../../signaling/contract/languages.ts'

export const INVITED: readonly InvitedRole[] = ['patient', 'interpreter', 'family', 'colleague', 'other']
/** Each language with each role. */
export const EVERY = LANGUAGES.flatMap((language) => INVITED.map((role) => ({ language, role })))

export function invitationOf(given: Partial<Invitation> = {}): Invitation {
  return {
    role: 'patient',
    language: 'en',
    clinicName: 'Example Clinic',
    clinicPhone: '+1 555 0100',
    startsAt: Date.parse('2026-11-24T08:30:00Z'),
    zone: 'Europe/Berlin',
    publicUrl: 'https://visits.example.org',
    code: '7K3M-Q2XR-9TFA',
    ...given,
  }
}
