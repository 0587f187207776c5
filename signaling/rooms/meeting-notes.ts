import type { Clock } from '../clock.ts'
import type { Millis, ParticipantId, RoomId } from '../contract/ids.ts'
import type { ConnectionPath, EndReason, Quality } from '../contract/meeting.ts'
import type { Log } from '../log.ts'
import type { MeetingNotes } from './hub-ports.ts'

/** Writes down what happens in the rooms, behind their backs: a slow or failing store never holds up a message. */
export interface Notes {
  admitted(roomId: RoomId, id: ParticipantId, at: Millis): void
  /** The door is shut to them again. `stored` is called when it is certain. */
  shut(roomId: RoomId, id: ParticipantId, stored: () => void): void
  joined(roomId: RoomId, id: ParticipantId, at: Millis): void
  left(roomId: RoomId, id: ParticipantId, at: Millis): void
  active(roomId: RoomId, at: Millis): void
  connected(roomId: RoomId, id: ParticipantId, connection: { path: ConnectionPath; afterMs: number }): void
  quality(roomId: RoomId, id: ParticipantId, quality: Quality): void
  /** Resolves with the first answer the store gives; goes on trying after `unavailable`. `stored` is called when it is certain. */
  end(roomId: RoomId, by: EndReason, at: Millis, stored: () => void): Promise<'ended' | 'already-ended' | 'unavailable'>
  /** When all is written or given up, or `withinMs` have passed. */
  settled(withinMs: number): Promise<void>
}

export interface NotesPorts {
  readonly clock: Clock
  readonly meetings: MeetingNotes
  readonly log: Log
  /** The store says that this meeting is over: nobody belongs into its room. */
  readonly onOver: (roomId: RoomId) => void
  /** The store knows of no such part in it (another doctor's since then, or the meeting is deleted): that one does not belong there. */
  readonly onUnknown: (roomId: RoomId, id: ParticipantId) => void
}

/** A room's notes that are not written yet. */
interface Waiting {
  last: Promise<unknown>
  waiting: number
  /** Resolves when one of them could not be written at once. */
  readonly failing: Promise<void>
  readonly sayFailing: () => void
}

function nobodyWaits(): Waiting {
  let sayFailing: () => void = () => undefined
  const failing = new Promise<void>((resolve) => {
    sayFailing = resolve
  })
  return { last: Promise.resolve(), waiting: 0, failing, sayFailing }
}

type Answer = 'noted' | 'ended' | 'already-ended' | 'unknown'

const WAITS_MS = [250, 1_000, 4_000, 15_000, 60_000, 240_000]
/** A store that is away for long must not fill the memory. */
const MOST_WAITING_PER_ROOM = 64

export function createNotes(ports: NotesPorts): Notes {
  const rooms = new Map<RoomId, Waiting>()
  const underWay = new Set<Promise<unknown>>()

  /** Notes of one room are written one after the other: a `left` must not overtake its `joined`. */
  function inOrder(
    roomId: RoomId,
    id: ParticipantId | null,
    note: string,
    write: () => Promise<Answer>,
    stored: () => void = () => undefined,
  ): void {
    const room = rooms.get(roomId) ?? nobodyWaits()
    if (room.waiting >= MOST_WAITING_PER_ROOM) {
      ports.log({ event: 'note-lost', roomId, note, why: 'too-many-waiting' })
      return
    }
    rooms.set(roomId, room)
    room.waiting += 1
    const written = room.last
      .then(() => untilWritten(roomId, note, write, room.sayFailing))
      .then((answer) => {
        room.waiting -= 1
        if (room.waiting === 0) rooms.delete(roomId)
        if (answer !== 'lost') stored()
        if (answer === 'unknown' && id !== null) ports.onUnknown(roomId, id)
        else if (answer === 'ended' || answer === 'unknown') ports.onOver(roomId)
      })
    room.last = written
    track(written)
  }

  async function untilWritten(
    roomId: RoomId,
    note: string,
    write: () => Promise<Answer>,
    sayFailing: () => void = () => undefined,
  ): Promise<Answer | 'lost'> {
    for (const wait of [...WAITS_MS, null]) {
      try {
        return await write()
      } catch (error) {
        sayFailing()
        // Whatever the store's reason, nobody in the room can do anything about it: try again, then say that it is lost.
        if (wait === null) ports.log({ event: 'note-lost', roomId, note, why: nameOf(error) })
        else await pause(wait)
      }
    }
    return 'lost'
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => void ports.clock.after(ms, resolve))
  }

  function track(promise: Promise<unknown>): void {
    underWay.add(promise)
    void promise.finally(() => underWay.delete(promise))
  }

  return {
    admitted: (roomId, id, at) => inOrder(roomId, id, 'admitted', () => ports.meetings.noteAdmitted(roomId, id, at)),
    shut: (roomId, id, stored) =>
      inOrder(roomId, id, 'shut', () => ports.meetings.noteAdmitted(roomId, id, null), stored),
    joined: (roomId, id, at) => inOrder(roomId, id, 'joined', () => ports.meetings.noteJoined(roomId, id, at)),
    left: (roomId, id, at) => inOrder(roomId, id, 'left', () => ports.meetings.noteLeft(roomId, id, at)),
    active: (roomId, at) => inOrder(roomId, null, 'active', () => ports.meetings.noteActive(roomId, at)),
    connected: (roomId, id, connection) =>
      inOrder(roomId, id, 'connected', () => ports.meetings.noteConnected(roomId, id, connection)),
    quality: (roomId, id, quality) =>
      inOrder(roomId, id, 'quality', () => ports.meetings.noteQuality(roomId, id, quality)),

    async end(roomId, by, at, stored) {
      const write = () => ports.meetings.end(roomId, by, at)
      const room = rooms.get(roomId)
      // What happened before the end is written before it, unless the store is in trouble: then people have waited long enough.
      if (room) await Promise.race([room.last, room.failing])
      try {
        const answer = await write()
        stored()
        return answer === 'ended' ? 'ended' : 'already-ended'
      } catch (error) {
        ports.log({ event: 'store-unavailable', why: nameOf(error) })
        track(untilWritten(roomId, 'ended', write).then(stored))
        return 'unavailable'
      }
    },

    async settled(withinMs) {
      if (underWay.size === 0) return
      let stopWaiting: () => void = () => undefined
      const enough = new Promise<void>((resolve) => {
        stopWaiting = ports.clock.after(withinMs, resolve)
      })
      await Promise.race([Promise.all([...underWay]), enough])
      stopWaiting()
    },
  }
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const why: unknown = Reflect.get(error, 'why')
  return typeof why === 'string' ? why : error.name
}
