import { join, resume } from './coming.ts'
import { admit, hold } from './door.ts'
import type { Effect, Step } from './effects.ts'
import { NOTHING } from './effects.ts'
import type { RoomEvent } from './events.ts'
import { gone, lost, remove, tick } from './going.ts'
import { note } from './noting.ts'
import { refresh } from './refreshing.ts'
import { said } from './saying.ts'
import { type Room, seatOf } from './seat.ts'

/**
 * The room: what is true in it and what follows from each event. Pure. A step that changes nothing returns the same room.
 */
export function step(room: Room, event: RoomEvent): Step<Room> {
  switch (event.type) {
    case 'said':
      return fromSeatsOwnPage(room, event) ? said(room, event) : unchanged(room)
    case 'join':
      return join(room, event)
    case 'refresh':
      return refresh(room, event)
    case 'resume':
      return resume(room, event)
    case 'lost':
      return fromSeatsOwnPage(room, event) ? lost(room, event) : unchanged(room)
    case 'tick':
      return tick(room, event.now)
    case 'admit':
      return admit(room, event.id) ?? unchanged(room)
    case 'hold':
      return hold(room, event.id) ?? unchanged(room)
    case 'note':
      return note(room, event.id, event.note)
    case 'remove':
      return remove(room, event.id)
    case 'gone':
      return gone(room, event.id)
    case 'end':
      return end(room, event.by)
  }
}

function end(room: Room, by: Extract<RoomEvent, { type: 'end' }>['by']): Step<Room> {
  const effects: Effect[] = []
  for (const seat of room.seats) {
    if (seat.is !== 'away') {
      if (by !== null) effects.push({ do: 'send', page: seat.page, message: { type: 'call-ended', by } })
      effects.push({ do: 'close', page: seat.page, reason: 'ended' })
    }
    effects.push({ do: 'free', id: seat.who.id })
  }
  return { room: { ...room, seats: [] }, effects }
}

/** A page that lost its seat to a newer one has no say any more (J5). */
function fromSeatsOwnPage(room: Room, event: { id: string; page: number }): boolean {
  const seat = seatOf(room, event.id)
  return seat !== undefined && seat.is !== 'away' && seat.page === event.page
}

function unchanged(room: Room): Step<Room> {
  return { room, effects: NOTHING }
}
