import type { Role } from '../../signaling/contract/participant.ts'

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  doctor: 'Doctor',
  patient: 'Patient',
  interpreter: 'Interpreter',
  family: 'Family member',
  colleague: 'Colleague',
  other: 'Guest',
}
