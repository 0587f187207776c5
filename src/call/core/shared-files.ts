import type { PageMadeId, StopReason } from '../../../signaling/contract/file-frames.ts'
import type { ParticipantId } from '../../../signaling/contract/ids.ts'

/** Why a file did not get through. Beside what pages say to each other: one of the two was loaded again, or broke the rules. */
export type Why = StopReason | 'reloaded' | 'breach'
export interface Stopped {
  readonly is: 'stopped'
  readonly why: Why
  readonly by: 'you' | 'other'
}

/**
 * How far a file of ours has come with one of those it is for. `had`: as far as they said. `isHeld`: on a new channel nothing is sent before
 * they have said from where.
 */
export type Sending =
  | { readonly is: 'asked' }
  | { readonly is: 'sending'; readonly sent: number; readonly had: number; readonly isHeld: boolean }
  | { readonly is: 'whole' }
  | Stopped

/** How far a file of somebody else's has come. `whole`: checked, and can be saved. */
export type Receiving =
  | { readonly is: 'asked' }
  | { readonly is: 'receiving'; readonly got: number }
  | { readonly is: 'checking' }
  | { readonly is: 'whole'; readonly isSaved: boolean }
  | Stopped

interface Described {
  readonly id: PageMadeId
  /** Clean. */
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** How many lines of chat stood before it. */
  readonly place: number
}

/** People are named as they were then: who has left is asked for no more. */
export interface Receiver {
  readonly who: ParticipantId
  readonly name: string
  readonly state: Sending
}

/** To everybody who was there when it was chosen; each answers for themselves. */
export interface SentFile extends Described {
  readonly author: 'you'
  readonly hash: string
  readonly to: readonly Receiver[]
}

/** Offered to nobody. */
export interface RefusedFile extends Described {
  readonly author: 'nobody'
  readonly why: 'too-large' | 'empty' | 'unreadable'
}

export interface ReceivedFile extends Described {
  readonly author: 'other'
  readonly from: ParticipantId
  readonly sender: string
  readonly hash: string
  readonly state: Receiving
}

export type SharedFile = SentFile | RefusedFile | ReceivedFile

/** Somebody's page at the other end of a channel. */
export interface Peer {
  /** `greeted`: they have said which page they are, and files may be spoken of. */
  readonly line: 'closed' | 'open' | 'greeted'
  /** Null before the first greeting. */
  readonly page: PageMadeId | null
  /** Files offered by them so far. */
  readonly offers: number
  /** They broke the rules and are not listened to any more. */
  readonly isBarred: boolean
}

/** Every file of this page's visit, kept nowhere else. */
export interface Sharing {
  readonly page: PageMadeId
  readonly peers: ReadonlyMap<ParticipantId, Peer>
  readonly files: readonly SharedFile[]
}

const UNKNOWN: Peer = { line: 'closed', page: null, offers: 0, isBarred: false }

export function newSharing(page: PageMadeId): Sharing {
  return { page, peers: new Map(), files: [] }
}

/** Each page names its own. */
export function fileKey(from: ParticipantId, id: PageMadeId): string {
  return `${from} ${id}`
}

export function isOver({ is }: Sending | Receiving): boolean {
  return is === 'whole' || is === 'stopped'
}

export function peerOf({ peers }: Sharing, who: ParticipantId): Peer {
  return peers.get(who) ?? UNKNOWN
}

export function withPeer(now: Sharing, who: ParticipantId, change: Partial<Peer>): Sharing {
  return { ...now, peers: new Map(now.peers).set(who, { ...peerOf(now, who), ...change }) }
}

export function sentFile({ files }: Sharing, id: PageMadeId, who: ParticipantId): Sending | undefined {
  const file = files.find((one) => one.author === 'you' && one.id === id)
  return file?.author === 'you' ? file.to.find((one) => one.who === who)?.state : undefined
}

export function withSent(now: Sharing, id: PageMadeId, who: ParticipantId, state: Sending): Sharing {
  return changeSent(now, who, (before, file) => (file === id ? state : before))
}

/** All of ours to one person. */
export function changeSent(
  now: Sharing,
  who: ParticipantId,
  change: (state: Sending, id: PageMadeId) => Sending,
): Sharing {
  const files = now.files.map((file) =>
    file.author === 'you'
      ? { ...file, to: file.to.map((one) => (one.who === who ? { ...one, state: change(one.state, file.id) } : one)) }
      : file,
  )
  return { ...now, files }
}

export function receivedFile({ files }: Sharing, from: ParticipantId, id: PageMadeId): ReceivedFile | undefined {
  const file = files.find((one) => one.author === 'other' && one.id === id && one.from === from)
  return file?.author === 'other' ? file : undefined
}

export function withReceived(now: Sharing, from: ParticipantId, id: PageMadeId, state: Receiving): Sharing {
  const files = now.files.map((file) =>
    file.author === 'other' && file.id === id && file.from === from ? { ...file, state } : file,
  )
  return { ...now, files }
}
