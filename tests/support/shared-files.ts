import { createHash } from 'node:crypto'
import type { ParticipantId } from '../../signaling/contract/ids.ts'
import { createFileSharing, type FileSharing } from '../../src/call/file-sharing.ts'
import { createManualClock, type ManualClock } from './manual-clock.ts'
import { SimulatedChannel } from './twin/data-channel.ts'
import { pass } from './twin/time.ts'

/** A file as far as the engine reads one, whose bytes are there at once so that the same seed goes the same way. */
export function fakeFile(name: string, bytes: Uint8Array<ArrayBuffer>): File {
  const part = (from: number, to: number) => ({
    size: to - from,
    name,
    arrayBuffer: async () => bytes.slice(from, to).buffer,
    slice: (start: number, end: number) => part(from + start, from + end),
  })
  return part(0, bytes.length) as unknown as File
}

export function sha256(bytes: BufferSource): ArrayBuffer {
  const view = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes)
  return new Uint8Array(createHash('sha256').update(view).digest()).buffer
}

export const ADA: ParticipantId = 'ada000000000'
export const PAUL: ParticipantId = 'paul00000000'
const WAY_MS = 20

/** Two pages with a channel between them that can fall, and be made anew. */
export interface TwoPages {
  readonly clock: ManualClock
  ada(): FileSharing
  paul(): FileSharing
  /** Another page in the place of theirs; the channel falls with it. */
  reload(who: 'ada' | 'paul'): void
  connect(): void
  /** What was under way is lost; the ends hear of it only with the next channel when `silently`. */
  cut(silently?: boolean): void
  /** The one at Ada's end, to speak over by hand. */
  channelOfAda(): SimulatedChannel
  pass(ms: number): Promise<void>
}

export function createTwoPages(): TwoPages {
  const clock = createManualClock()
  let ids = 0
  let channels: { ada: SimulatedChannel; paul: SimulatedChannel } | null = null
  const page = (other: ParticipantId) =>
    createFileSharing({
      clock,
      newId(length) {
        ids += 1
        return `${ids}`.padStart(length, '0')
      },
      digest: async (bytes) => sha256(bytes),
      others: () => [{ id: other, name: other === ADA ? 'Ada' : 'Paul' }],
      place: () => 0,
      changed: () => undefined,
    })
  const pages = { ada: page(PAUL), paul: page(ADA) }

  function cut(silently = false): void {
    if (channels === null) return
    const { ada, paul } = channels
    channels = null
    if (silently) ada.onclose = paul.onclose = null
    ada.close()
    paul.close()
  }

  function connect(): void {
    cut(true)
    const made: { ada: SimulatedChannel; paul: SimulatedChannel } = { ada: channelTo('paul'), paul: channelTo('ada') }
    function channelTo(far: 'ada' | 'paul'): SimulatedChannel {
      return new SimulatedChannel(
        (ms, call) => void clock.after(ms, call),
        (arrive) => void clock.after(WAY_MS, arrive),
        () => made[far],
      )
    }
    channels = made
    pages.ada.attach(PAUL, made.ada as unknown as RTCDataChannel, [])
    pages.paul.attach(ADA, made.paul as unknown as RTCDataChannel, [])
    clock.after(WAY_MS, () => {
      made.ada.open()
      made.paul.open()
    })
  }

  return {
    clock,
    ada: () => pages.ada,
    paul: () => pages.paul,
    reload(who) {
      cut(true)
      pages[who] = page(who === 'ada' ? PAUL : ADA)
    },
    connect,
    cut,
    channelOfAda() {
      if (channels === null) throw new Error('there is no channel')
      return channels.ada
    },
    pass: (ms) => pass(clock, ms),
  }
}
