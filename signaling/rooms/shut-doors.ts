import type { Secret } from '../contract/ids.ts'
import type { Entry } from './core/seat.ts'
import { nameOfSeat, type SeatName } from './resume-secrets.ts'
import type { SeatGrant } from './seat-grant.ts'
import type { Tickets } from './tickets.ts'

/**
 * Doors that were shut to somebody and of which the store may not know yet. A ticket is made of what the store knew: without this, one
 * from before would lead whoever was sent back, and gives their seat up, straight in again.
 */
export interface ShutDoors {
  /** Shut from now on, and their tickets void. The answer is to be called when the store knows. */
  shut(seat: SeatName, entry: Exclude<Entry, 'admitted'>): () => void
  opened(seat: SeatName): void
  /** The ticket's grant, with the way in as it stands now. */
  take(ticket: Secret): SeatGrant | null
}

export function createShutDoors({ tickets }: { tickets: Tickets<SeatGrant> }): ShutDoors {
  const shut = new Map<string, { readonly entry: Entry }>()

  function voidTickets({ roomId, participantId }: SeatName): void {
    tickets.voidWhere((grant) => grant.roomId === roomId && grant.participantId === participantId)
  }

  return {
    shut(seat, entry) {
      const name = nameOfSeat(seat)
      const door = { entry }
      shut.set(name, door)
      voidTickets(seat)
      return () => {
        // Those that were made while the store did not know. From here on it says so itself.
        voidTickets(seat)
        if (shut.get(name) === door) shut.delete(name)
      }
    },
    opened: (seat) => void shut.delete(nameOfSeat(seat)),
    take(ticket) {
      const grant = tickets.take(ticket)
      const door = grant && shut.get(nameOfSeat(grant))
      return grant && door ? { ...grant, entry: door.entry } : grant
    },
  }
}
