import type { FileFrame, FileFrameOf, PageMadeId } from '../../../signaling/contract/file-frames.ts'
import { FILE_LIMITS } from '../../../signaling/contract/file-limits.ts'
import type { ParticipantId } from '../../../signaling/contract/ids.ts'
import type { FileEffect, FileEvent, FileEventOf } from './file-events.ts'
import { cleanFileName } from './file-name.ts'
import type { Piece } from './file-piece.ts'
import { answerAgain, offerOf, say, stopOf } from './file-talk.ts'
import {
  changeSent,
  isOver,
  peerOf,
  type ReceivedFile,
  receivedFile,
  type SentFile,
  type Sharing,
  sentFile,
  type Why,
  withPeer,
  withReceived,
  withSent,
} from './shared-files.ts'

interface Step {
  readonly sharing: Sharing
  readonly effects: readonly FileEffect[]
}

/** Files between pages (PROTOCOL.md, F1 to F8). */
export function stepFiles(now: Sharing, event: FileEvent): Step {
  switch (event.type) {
    case 'opened':
      return opened(now, event.who)
    case 'closed':
      return { sharing: withPeer(paused(now, event.who), event.who, { line: 'closed' }), effects: [] }
    case 'gone':
      return endedWith(withPeer(now, event.who, { line: 'closed' }), event.who, 'gone')
    case 'frame':
      return peerOf(now, event.who).isBarred ? same(now) : heard(now, event)
    case 'piece':
      return peerOf(now, event.who).isBarred ? same(now) : pieceCame(now, event.who, event.piece)
    case 'nonsense':
      return breach(now, event.who)
    case 'chosen': {
      const file: SentFile = {
        ...event.file,
        author: 'you',
        to: event.to.map((one) => ({ ...one, state: { is: 'asked' } })),
      }
      return {
        sharing: { ...now, files: [...now.files, file] },
        effects: event.to.flatMap(({ who }) => say(now, who, offerOf(file))),
      }
    }
    case 'refused':
      return { sharing: { ...now, files: [...now.files, { ...event.file, author: 'nobody' }] }, effects: [] }
    case 'accepted': {
      if (receivedFile(now, event.from, event.id)?.state.is !== 'asked') return same(now)
      const sharing = withReceived(now, event.from, event.id, { is: 'receiving', got: 0 })
      return { sharing, effects: say(now, event.from, { type: 'accept', file: event.id, from: 0 }) }
    }
    case 'saved':
      return receivedFile(now, event.from, event.id)?.state.is === 'whole'
        ? { sharing: withReceived(now, event.from, event.id, { is: 'whole', isSaved: true }), effects: [] }
        : same(now)
    case 'declined':
      return stopReceiving(now, event.from, event.id, 'declined')
    case 'given-up':
      return stopReceiving(now, event.from, event.id, 'cancelled')
    case 'called-off':
      return stopSending(now, event.id, 'cancelled')
    case 'unreadable':
      return stopSending(now, event.id, 'unreadable')
    case 'room':
      return nextPiece(now, event.who, event.most)
    case 'checked':
      return checked(now, event.from, event.id, event.fits)
  }
}

function opened(now: Sharing, who: ParticipantId): Step {
  if (peerOf(now, who).isBarred) return { sharing: now, effects: [{ do: 'close', to: who }] }
  return {
    sharing: withPeer(paused(now, who), who, { line: 'open' }),
    effects: [{ do: 'say', to: who, frame: { type: 'hello', page: now.page } }],
  }
}

function heard(now: Sharing, event: FileEventOf<'frame'>): Step {
  const { who, frame } = event
  const { line } = peerOf(now, who)
  // The greeting is the first frame, and comes once.
  if ((frame.type === 'hello') !== (line === 'open')) return breach(now, who)
  switch (frame.type) {
    case 'hello':
      return greeted(now, who, frame)
    case 'offer':
      return offered(now, event, frame)
    case 'accept':
      return answered(now, who, frame)
    case 'have': {
      const state = sentFile(now, frame.file, who)
      if (state?.is !== 'sending' || frame.bytes < state.had || frame.bytes > state.sent) return same(now)
      return { sharing: withSent(now, frame.file, who, { ...state, had: frame.bytes }), effects: [] }
    }
    case 'whole': {
      const state = sentFile(now, frame.file, who)
      return state?.is === 'sending'
        ? { sharing: withSent(now, frame.file, who, { is: 'whole' }), effects: [] }
        : same(now)
    }
    case 'stop':
      return stopped(now, who, frame)
  }
}

/** The same page hears again what it may not have heard; another page knows nothing of what was spoken of before. */
function greeted(now: Sharing, who: ParticipantId, { page }: FileFrameOf<'hello'>): Step {
  const before = peerOf(now, who).page
  const { sharing, effects } = before === null || before === page ? same(now) : endedWith(now, who, 'reloaded')
  const again = sharing.files.flatMap((file): FileFrame[] => {
    const state = file.author === 'you' ? file.to.find((one) => one.who === who)?.state : undefined
    if (file.author !== 'you' || state === undefined || state.is === 'whole') return []
    return state.is === 'stopped' ? stopOf(file.id, state.why) : [offerOf(file)]
  })
  return {
    sharing: withPeer(sharing, who, { line: 'greeted', page }),
    effects: [...effects, ...again.map((frame): FileEffect => ({ do: 'say', to: who, frame }))],
  }
}

function offered(now: Sharing, { who, place, name }: FileEventOf<'frame'>, offer: FileFrameOf<'offer'>): Step {
  const known = receivedFile(now, who, offer.file)
  if (known !== undefined) return { sharing: now, effects: answerAgain(known).flatMap((frame) => say(now, who, frame)) }
  const { offers } = peerOf(now, who)
  const open = now.files.filter((file) => file.author === 'other' && file.from === who && !isOver(file.state)).length
  const why = offer.size > FILE_LIMITS.size ? 'too-large' : 'too-many'
  if (why === 'too-large' || open >= FILE_LIMITS.open || offers >= FILE_LIMITS.offers) {
    return { sharing: now, effects: say(now, who, { type: 'stop', file: offer.file, why }) }
  }
  const file: ReceivedFile = {
    author: 'other',
    from: who,
    sender: name,
    id: offer.file,
    name: cleanFileName(offer.name),
    size: offer.size,
    hash: offer.hash,
    place,
    state: { is: 'asked' },
  }
  return { sharing: withPeer({ ...now, files: [...now.files, file] }, who, { offers: offers + 1 }), effects: [] }
}

function answered(now: Sharing, who: ParticipantId, { file, from }: FileFrameOf<'accept'>): Step {
  const state = sentFile(now, file, who)
  // Said twice on one channel, by a press and as the answer to an offer that was said again, it counts once.
  if (state?.is !== 'asked' && !(state?.is === 'sending' && state.isHeld)) return same(now)
  const size = now.files.find(({ id }) => id === file)?.size ?? 0
  if (from > size) return breach(now, who)
  return { sharing: withSent(now, file, who, { is: 'sending', sent: from, had: from, isHeld: false }), effects: [] }
}

function stopped(now: Sharing, who: ParticipantId, { file, why }: FileFrameOf<'stop'>): Step {
  const going = sentFile(now, file, who)
  if (going !== undefined && !isOver(going)) {
    return { sharing: withSent(now, file, who, { is: 'stopped', why, by: 'other' }), effects: [] }
  }
  const coming = receivedFile(now, who, file)
  if (coming === undefined || isOver(coming.state)) return same(now)
  return {
    sharing: withReceived(now, who, file, { is: 'stopped', why, by: 'other' }),
    effects: [{ do: 'drop', of: who, id: file }],
  }
}

/** Exactly the bytes that are due, and none before they were asked for. What was under way when a file was stopped is let go. */
function pieceCame(now: Sharing, who: ParticipantId, piece: Piece): Step {
  const file = receivedFile(now, who, piece.file)
  if (file?.state.is === 'stopped') return same(now)
  if (file?.state.is !== 'receiving' || piece.from !== file.state.got) return breach(now, who)
  const got = file.state.got + piece.bytes.length
  if (got > file.size) return breach(now, who)
  const effects: FileEffect[] = [
    { do: 'keep', of: who, size: file.size, piece },
    ...say(now, who, { type: 'have', file: file.id, bytes: got }),
  ]
  if (got < file.size) return { sharing: withReceived(now, who, file.id, { is: 'receiving', got }), effects }
  return {
    sharing: withReceived(now, who, file.id, { is: 'checking' }),
    effects: [...effects, { do: 'check', of: who, id: file.id, hash: file.hash }],
  }
}

function checked(now: Sharing, from: ParticipantId, id: PageMadeId, fits: boolean): Step {
  if (receivedFile(now, from, id)?.state.is !== 'checking') return same(now)
  if (!fits) return stopReceiving(now, from, id, 'damaged')
  const sharing = withReceived(now, from, id, { is: 'whole', isSaved: false })
  return { sharing, effects: say(now, from, { type: 'whole', file: id }) }
}

function stopReceiving(
  now: Sharing,
  from: ParticipantId,
  id: PageMadeId,
  why: 'declined' | 'cancelled' | 'damaged',
): Step {
  const file = receivedFile(now, from, id)
  if (file === undefined || isOver(file.state)) return same(now)
  return {
    sharing: withReceived(now, from, id, { is: 'stopped', why, by: 'you' }),
    effects: [{ do: 'drop', of: from, id }, ...say(now, from, { type: 'stop', file: id, why })],
  }
}

function stopSending(now: Sharing, id: PageMadeId, why: 'cancelled' | 'unreadable'): Step {
  const file = now.files.find((one) => one.author === 'you' && one.id === id)
  if (file?.author !== 'you') return same(now)
  const open = file.to.filter(({ state }) => !isOver(state)).map(({ who }) => who)
  return {
    sharing: open.reduce((sharing, who) => withSent(sharing, id, who, { is: 'stopped', why, by: 'you' }), now),
    effects: open.flatMap((who) => say(now, who, { type: 'stop', file: id, why })),
  }
}

/** One file after the other, in the order in which they were chosen. */
function nextPiece(now: Sharing, who: ParticipantId, most: number): Step {
  if (peerOf(now, who).line !== 'greeted') return same(now)
  for (const file of now.files) {
    const state = file.author === 'you' ? file.to.find((one) => one.who === who)?.state : undefined
    if (state?.is !== 'sending' || state.isHeld || state.sent >= file.size) continue
    const length = Math.min(most, file.size - state.sent)
    return {
      sharing: withSent(now, file.id, who, { ...state, sent: state.sent + length }),
      effects: [{ do: 'send-piece', to: who, id: file.id, from: state.sent, length }],
    }
  }
  return same(now)
}

function breach(now: Sharing, who: ParticipantId): Step {
  const { sharing, effects } = endedWith(now, who, 'breach')
  return {
    sharing: withPeer(sharing, who, { line: 'closed', isBarred: true }),
    effects: [...effects, { do: 'close', to: who }],
  }
}

function endedWith(now: Sharing, who: ParticipantId, why: Why): Step {
  const over = { is: 'stopped', why, by: 'other' } as const
  const effects: FileEffect[] = []
  const files = now.files.map((file) => {
    if (file.author === 'you') {
      return {
        ...file,
        to: file.to.map((one) => (one.who === who && !isOver(one.state) ? { ...one, state: over } : one)),
      }
    }
    if (file.author === 'nobody' || file.from !== who || isOver(file.state)) return file
    // Every byte of it is here: nobody is needed any more.
    if (file.state.is === 'checking') return file
    effects.push({ do: 'drop', of: who, id: file.id })
    return { ...file, state: over }
  })
  return { sharing: { ...now, files }, effects }
}

/** What was sent and has no receipt is sent again on the next channel. */
function paused(now: Sharing, who: ParticipantId): Sharing {
  return changeSent(now, who, (state) => (state.is === 'sending' ? { ...state, sent: state.had, isHeld: true } : state))
}

function same(sharing: Sharing): Step {
  return { sharing, effects: [] }
}
