import { LIMITS } from '../../signaling/contract/limits.ts'
import type { SeatGrant } from '../../signaling/rooms/seat-grant.ts'
import type { MemoryClient } from './memory-connection.ts'
import { DOCTOR, grantFor, IDS, ROOM_ID, type RoomsWorld } from './rooms-world.ts'

export const OTHER_DOCTOR = 'b00000000000'
export const BY_DOCTOR = { admission: 'by-doctor' } as const
/** The patient of the first meeting, as its doctor asks for them. */
export const PATIENT = { doctorId: DOCTOR, roomId: ROOM_ID, participantId: IDS.patient }
/** A page whose devices are all but as they should be. */
export const MEDIA = {
  microphone: 'muted',
  camera: 'off',
  screen: false,
  hidden: true,
  network: 'poor',
  wants: 'picture',
} as const

/** A patient of another meeting of the same doctor's. */
export function another(number: number, but: Partial<SeatGrant> = {}): SeatGrant {
  return grantFor('patient', {
    ...BY_DOCTOR,
    roomId: `c0000000000${number}`,
    participantId: `p0000000000${number}`,
    name: `Patient ${number}`,
    ...but,
  })
}

/** Until whatever happened has been shown. */
export function look({ clock }: Pick<RoomsWorld, 'clock'>): void {
  clock.advance(LIMITS.deskMs)
}

/** Whom a desk shows. */
export function seen(desk: MemoryClient): string[] {
  return desk.last('desk').arrivals.map(({ participant }) => participant.id)
}
