import type { Clock } from '../clock.ts'
import type { RoomId } from '../contract/ids.ts'
import type { Announce } from '../contract/webhook-events.ts'
import type { Log } from '../log.ts'
import { sayEnded } from '../meetings/say-ended.ts'
import type { Notes } from './meeting-notes.ts'

/** How long an end waits to be stored before people are told anyway. */
const TELL_OF_END_WITHIN_MS = 1_500

/** Meetings that their doctor ends. */
export interface Endings {
  end(roomId: RoomId): void
  /** Ended by the doctor, and not stored for certain yet: nobody comes in any more. */
  isEnding(roomId: RoomId): boolean
}

/** Stored first, told then, so that whoever looks after being told finds it ended. A store that is away keeps nobody on the line. */
export function createEndings(ports: {
  clock: Clock
  log: Log
  announce: Announce
  notes: Pick<Notes, 'end'>
  tell: (roomId: RoomId) => void
}): Endings {
  const { clock, notes } = ports
  const ending = new Set<RoomId>()

  return {
    end(roomId) {
      if (ending.has(roomId)) return
      ending.add(roomId)
      let isTold = false
      const tell = () => {
        if (isTold) return
        isTold = true
        notInTime()
        ports.tell(roomId)
      }
      const notInTime = clock.after(TELL_OF_END_WITHIN_MS, tell)
      void notes
        .end(roomId, 'doctor', clock.now(), () => ending.delete(roomId))
        .then((answer) => {
          if (answer === 'ended') sayEnded(ports, roomId, 'doctor')
          tell()
        })
    },
    isEnding: (roomId) => ending.has(roomId),
  }
}
