import { ID_PATTERN, type Millis, type RoomId } from '../signaling/contract/ids.ts'
import type { MeetingRecord } from './records.ts'

/**
 * Where a meeting stands in its doctor's list: not ended first (1 before 0), then the newest first; the room id settles equal times.
 * Compared from the left, all three falling.
 */
export interface Place {
  readonly open: 0 | 1
  readonly listedAt: Millis
  readonly roomId: RoomId
}

export function placeOf(meeting: MeetingRecord): Place {
  return {
    open: meeting.state === 'ended' ? 0 : 1,
    listedAt: meeting.listedAt,
    roomId: meeting.roomId,
  }
}

/** Where a meeting stands in the clinic's list; the room id settles equal times. */
export type ClinicPlace = Omit<Place, 'open'>

export function clinicPlaceOf({ listedAt, roomId }: MeetingRecord): ClinicPlace {
  return { listedAt, roomId }
}

export function writeClinicPlace(place: ClinicPlace): string {
  return `${place.listedAt}.${place.roomId}`
}

const CLINIC_PLACE = new RegExp(`^(\\d{1,15})\\.(${ID_PATTERN.slice(1, -1)})$`)

/** Null for what nobody wrote. */
export function readClinicPlace(written: string): ClinicPlace | null {
  const [, listedAt, roomId] = CLINIC_PLACE.exec(written) ?? []
  return listedAt === undefined || roomId === undefined ? null : { listedAt: Number(listedAt), roomId }
}

/** The key a page ends with and the next one starts behind. It stands in addresses of pages. */
export function writePlace(place: Place): string {
  return `${place.open}.${place.listedAt}.${place.roomId}`
}

const PLACE = new RegExp(`^([01])\\.(\\d{1,15})\\.(${ID_PATTERN.slice(1, -1)})$`)

/** Null for what nobody wrote: somebody changed the address, and gets the first page. */
export function readPlace(written: string): Place | null {
  const [, open, listedAt, roomId] = PLACE.exec(written) ?? []
  if (open === undefined || listedAt === undefined || roomId === undefined) return null
  return { open: open === '1' ? 1 : 0, listedAt: Number(listedAt), roomId }
}
