import type { ClinicNote } from '../../signaling/contract/clinic-note.ts'
import type { Arrival } from '../../signaling/contract/desk.ts'
import { MEDIA, PAUL } from './call-messages.ts'

/** 2026-11-23T09:31:00Z */
export const CAME_AT = Date.parse('2026-11-23T09:31:00Z')

export function arrival(some: Partial<Arrival> = {}): Arrival {
  return {
    roomId: 'rrrrrrrrrrrr',
    title: 'Knee, second look',
    startsAt: null,
    participant: { id: PAUL, role: 'patient', name: 'Paul Miller' },
    since: CAME_AT,
    where: 'door',
    held: false,
    away: false,
    media: MEDIA,
    check: null,
    language: 'en',
    notes: [],
    ...some,
  }
}

export function note(some: Partial<ClinicNote> = {}): ClinicNote {
  return { id: 'n'.repeat(12), at: CAME_AT, from: 'clinic', word: null, text: 'We are nearly there.', ...some }
}
