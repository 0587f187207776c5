import type { ParticipantId, RoomId, Secret } from '../contract/ids.ts'
import { hashOf, type Random } from '../random.ts'

export interface SeatName {
  readonly roomId: RoomId
  readonly participantId: ParticipantId
}

/** R1: one live secret a seat, kept as its hash, changed at each use; the public id opens nothing. */
export interface ResumeSecrets {
  /** A new secret for the seat; the one before stops working. */
  renew(seat: SeatName): Secret
  /** Whose seat this opens; it stays open until renewed or forgotten. */
  find(secret: Secret): SeatName | null
  forget(seat: SeatName): void
  readonly size: number
}

export function createResumeSecrets(ports: { random: Pick<Random, 'secret'> }): ResumeSecrets {
  const seatByHash = new Map<string, SeatName>()
  const hashBySeat = new Map<string, string>()

  function forget(seat: SeatName): void {
    const name = nameOfSeat(seat)
    const hash = hashBySeat.get(name)
    if (hash === undefined) return
    hashBySeat.delete(name)
    seatByHash.delete(hash)
  }

  return {
    renew(seat) {
      forget(seat)
      const secret = ports.random.secret()
      const hash = hashOf(secret)
      seatByHash.set(hash, seat)
      hashBySeat.set(nameOfSeat(seat), hash)
      return secret
    },
    find: (secret) => seatByHash.get(hashOf(secret)) ?? null,
    forget,
    get size() {
      return seatByHash.size
    },
  }
}

export function nameOfSeat(seat: SeatName): string {
  return `${seat.roomId}/${seat.participantId}`
}
