import { isFileFrame } from '../../signaling/contract/file-frame-check.ts'
import type { PageMadeId } from '../../signaling/contract/file-frames.ts'
import { FILE_LIMITS } from '../../signaling/contract/file-limits.ts'
import type { ParticipantId } from '../../signaling/contract/ids.ts'
import type { Clock } from './clock.ts'
import type { FileEffect, FileEvent } from './core/file-events.ts'
import { cleanFileName } from './core/file-name.ts'
import { forgetFiles, newPace, type Pace, receiptCame, roomFor, sentPiece } from './core/file-pace.ts'
import { decodePiece, encodePiece } from './core/file-piece.ts'
import { stepFiles } from './core/file-transfer.ts'
import { fileKey, newSharing, type RefusedFile, type Sharing, sentFile } from './core/shared-files.ts'

export interface FileSharingPorts {
  readonly clock: Clock
  readonly newId: (length: number) => string
  /** SHA-256. */
  readonly digest: (bytes: BufferSource) => Promise<ArrayBuffer>
  /** Whom a file that is chosen now is for. */
  readonly others: () => readonly { readonly id: ParticipantId; readonly name: string }[]
  /** How many lines of chat there are. */
  readonly place: () => number
  readonly changed: () => void
}

export interface FilesView {
  readonly sharing: Sharing
  /** Where what is whole can be saved from, by `fileKey`. */
  readonly urls: ReadonlyMap<string, string>
  readonly act: FileSharing
}

export interface FileSharing {
  view(): FilesView
  /** With what came over it before. */
  attach(who: ParticipantId, channel: RTCDataChannel, early: readonly unknown[]): void
  gone(who: ParticipantId): void
  /** To everybody who is there; one after the other. */
  offer(files: readonly File[]): Promise<void>
  accept(from: ParticipantId, id: PageMadeId): void
  decline(from: ParticipantId, id: PageMadeId): void
  saved(from: ParticipantId, id: PageMadeId): void
  /** Is there something here that is lost with the page? */
  isUnsaved(): boolean
  /** What comes. */
  giveUp(from: ParticipantId, id: PageMadeId): void
  /** What goes, to everybody. */
  callOff(id: PageMadeId): void
}

interface Line {
  readonly channel: RTCDataChannel
  pace: Pace
  /** A piece is being read; the next one waits for it. */
  isReading: boolean
}

const ID_LENGTH = 16
/** What waits inside the browser is past our pacing: enough that it never runs dry, no more. */
const MOST_BUFFERED = 64_000
const LEAST_BUFFERED = 16_000
const SHOW_EVERY_MS = 200

/** Performs what the pure core decides, over the channels; loaded with the first file. */
export function createFileSharing(ports: FileSharingPorts): FileSharing {
  const { clock } = ports
  let sharing = newSharing(ports.newId(ID_LENGTH))
  const lines = new Map<ParticipantId, Line>()
  const chosen = new Map<PageMadeId, Blob>()
  const kept = new Map<string, Uint8Array<ArrayBuffer>>()
  let urls: ReadonlyMap<string, string> = new Map()
  let isShownSoon = false

  function happened(event: FileEvent): void {
    const { sharing: next, effects } = stepFiles(sharing, event)
    if (next === sharing && effects.length === 0) return
    sharing = next
    for (const effect of effects) perform(effect)
    if (event.type === 'piece' || event.type === 'room' || (event.type === 'frame' && event.frame.type === 'have')) {
      showSoon()
    } else ports.changed()
  }

  /** Progress is no news worth drawing the page for at each piece. */
  function showSoon(): void {
    if (isShownSoon) return
    isShownSoon = true
    clock.after(SHOW_EVERY_MS, () => {
      isShownSoon = false
      ports.changed()
    })
  }

  function perform(effect: FileEffect): void {
    switch (effect.do) {
      case 'say':
        send(lines.get(effect.to), JSON.stringify(effect.frame))
        break
      case 'send-piece': {
        const line = lines.get(effect.to)
        if (line !== undefined) void sendPiece(line, effect)
        break
      }
      case 'keep': {
        const key = fileKey(effect.of, effect.piece.file)
        const buffer = kept.get(key) ?? new Uint8Array(effect.size)
        buffer.set(effect.piece.bytes, effect.piece.from)
        kept.set(key, buffer)
        break
      }
      case 'check':
        void check(effect.of, effect.id, effect.hash)
        break
      case 'drop':
        kept.delete(fileKey(effect.of, effect.id))
        break
      case 'close':
        dismiss(effect.to)
    }
  }

  async function sendPiece(line: Line, { to, id, from, length }: FileEffect & { do: 'send-piece' }): Promise<void> {
    const isDue = () => lines.get(to) === line && sentFile(sharing, id, to)?.is === 'sending'
    line.isReading = true
    try {
      const bytes = await bytesOf(chosen.get(id)?.slice(from, from + length))
      if (isDue()) {
        line.pace = sentPiece(line.pace, { file: id, end: from + length, bytes: length, at: clock.elapsed() })
        send(line, encodePiece({ file: id, from, bytes }))
      }
    } catch {
      // The file was changed, moved or deleted since it was chosen.
      happened({ type: 'unreadable', id })
    }
    line.isReading = false
    pump(to)
  }

  function send(line: Line | undefined, frame: string | ArrayBuffer): void {
    if (line?.channel.readyState !== 'open') return
    if (typeof frame === 'string') line.channel.send(frame)
    else line.channel.send(frame)
  }

  function pump(who: ParticipantId): void {
    const line = lines.get(who)
    if (line === undefined || line.isReading || line.channel.bufferedAmount > MOST_BUFFERED) return
    line.pace = forgetFiles(line.pace, (file) => sentFile(sharing, file, who)?.is === 'sending')
    const most = roomFor(line.pace)
    if (most > 0) happened({ type: 'room', who, most })
  }

  async function check(from: ParticipantId, id: PageMadeId, hash: string): Promise<void> {
    const key = fileKey(from, id)
    const bytes = kept.get(key)
    if (bytes === undefined) return
    const fits = hexadecimal(await ports.digest(bytes)) === hash
    // Of no type that a page could run or show: it is for saving alone.
    if (fits && kept.delete(key)) {
      urls = new Map(urls).set(key, URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' })))
    }
    happened({ type: 'checked', from, id, fits })
  }

  function attach(who: ParticipantId, channel: RTCDataChannel, early: readonly unknown[]): void {
    if (lines.has(who)) {
      forget(who)
      happened({ type: 'closed', who })
    }
    const line: Line = { channel, pace: newPace(clock.elapsed()), isReading: false }
    lines.set(who, line)
    channel.bufferedAmountLowThreshold = LEAST_BUFFERED
    channel.onopen = () => happened({ type: 'opened', who })
    channel.onclose = () => {
      forget(who)
      happened({ type: 'closed', who })
    }
    channel.onbufferedamountlow = () => pump(who)
    channel.onmessage = ({ data }) => heard(who, line, data)
    if (channel.readyState === 'open') happened({ type: 'opened', who })
    for (const data of early) heard(who, line, data)
  }

  function heard(who: ParticipantId, line: Line, data: unknown): void {
    const event = typeof data === 'string' ? frameOf(who, data) : pieceOf(who, data)
    if (event.type === 'frame' && event.frame.type === 'have') {
      line.pace = receiptCame(line.pace, event.frame.file, event.frame.bytes, clock.elapsed())
    }
    happened(event)
    if (event.type === 'frame') pump(who)
  }

  function frameOf(who: ParticipantId, text: string): FileEvent {
    const frame = text.length > FILE_LIMITS.frame ? null : parsed(text)
    return isFileFrame(frame)
      ? { type: 'frame', who, frame, place: ports.place(), name: nameOf(who) }
      : { type: 'nonsense', who }
  }

  function nameOf(who: ParticipantId): string {
    return ports.others().find(({ id }) => id === who)?.name ?? ''
  }

  function pieceOf(who: ParticipantId, data: unknown): FileEvent {
    const piece = data instanceof ArrayBuffer ? decodePiece(data) : null
    return piece === null ? { type: 'nonsense', who } : { type: 'piece', who, piece }
  }

  function dismiss(who: ParticipantId): void {
    const line = lines.get(who)
    forget(who)
    line?.channel.close()
  }

  function forget(who: ParticipantId): void {
    const channel = lines.get(who)?.channel
    lines.delete(who)
    if (channel) channel.onopen = channel.onclose = channel.onmessage = channel.onbufferedamountlow = null
  }

  async function offerOne(file: File): Promise<void> {
    const described = { id: ports.newId(ID_LENGTH), name: cleanFileName(file.name), size: file.size }
    const refuse = (why: RefusedFile['why']) =>
      happened({ type: 'refused', file: { ...described, place: ports.place(), why } })
    if (file.size > FILE_LIMITS.size) return refuse('too-large')
    try {
      const hash = hexadecimal(await ports.digest(await file.arrayBuffer()))
      if (file.size === 0) return refuse('empty')
      chosen.set(described.id, file)
      happened({
        type: 'chosen',
        file: { ...described, place: ports.place(), hash },
        to: ports.others().map(({ id, name }) => ({ who: id, name })),
      })
    } catch {
      // A folder, or a file that this page may not read.
      refuse('unreadable')
    }
  }

  const act: FileSharing = {
    view: () => ({ sharing, urls, act }),
    attach,
    gone(who) {
      forget(who)
      happened({ type: 'gone', who })
    },
    async offer(files) {
      for (const file of files) await offerOne(file)
    },
    accept: (from, id) => happened({ type: 'accepted', from, id }),
    decline: (from, id) => happened({ type: 'declined', from, id }),
    saved: (from, id) => happened({ type: 'saved', from, id }),
    isUnsaved: () =>
      sharing.files.some((file) => file.author === 'other' && file.state.is === 'whole' && !file.state.isSaved),
    giveUp: (from, id) => happened({ type: 'given-up', from, id }),
    callOff: (id) => happened({ type: 'called-off', id }),
  }
  return act
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function bytesOf(part: Blob | undefined): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array((await part?.arrayBuffer()) ?? new ArrayBuffer(0))
}

function hexadecimal(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
