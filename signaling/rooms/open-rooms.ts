import type { AccountId, RoomId } from '../contract/ids.ts'
import type { LiveRoom } from './live-room.ts'

/** The rooms that are open in this process, by meeting and by doctor. */
export interface OpenRooms {
  add(live: LiveRoom): void
  find(roomId: RoomId): LiveRoom | undefined
  ofDoctor(doctorId: AccountId): Iterable<LiveRoom>
  /** The meeting is another doctor's from now on. */
  move(live: LiveRoom, to: AccountId): void
  /** False: it was none of them any more. */
  remove(live: LiveRoom): boolean
  /** As they are now, whatever becomes of them meanwhile. */
  all(): readonly LiveRoom[]
  readonly size: number
}

export function createOpenRooms(): OpenRooms {
  const rooms = new Map<RoomId, LiveRoom>()
  const byDoctor = new Map<AccountId, Set<LiveRoom>>()

  function remember(live: LiveRoom): void {
    if (live.doctorId === null) return
    const theirs = byDoctor.get(live.doctorId)
    if (theirs === undefined) byDoctor.set(live.doctorId, new Set([live]))
    else theirs.add(live)
  }

  function forget(live: LiveRoom): void {
    if (live.doctorId === null) return
    const theirs = byDoctor.get(live.doctorId)
    theirs?.delete(live)
    if (theirs?.size === 0) byDoctor.delete(live.doctorId)
  }

  return {
    add(live) {
      rooms.set(live.room.roomId, live)
      remember(live)
    },
    find: (roomId) => rooms.get(roomId),
    ofDoctor: (doctorId) => byDoctor.get(doctorId) ?? [],
    move(live, to) {
      forget(live)
      live.doctorId = to
      remember(live)
    },
    remove(live) {
      if (rooms.get(live.room.roomId) !== live) return false
      rooms.delete(live.room.roomId)
      forget(live)
      return true
    },
    all: () => [...rooms.values()],
    get size() {
      return rooms.size
    },
  }
}
