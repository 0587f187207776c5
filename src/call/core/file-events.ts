import type { FileFrame, PageMadeId } from '../../../signaling/contract/file-frames.ts'
import type { ParticipantId } from '../../../signaling/contract/ids.ts'
import type { Piece } from './file-piece.ts'
import type { Receiver, RefusedFile, SentFile } from './shared-files.ts'

/** Everything that moves files. */
export type FileEvent =
  | { readonly type: 'opened'; readonly who: ParticipantId } // from: channel    does: say which page this is
  | { readonly type: 'closed'; readonly who: ParticipantId } // from: channel    does: wait for the next one
  | { readonly type: 'gone'; readonly who: ParticipantId } // from: session    does: give up what was under way with them
  /** `place`: how many lines of chat there are; `name`: who says it. */
  | {
      readonly type: 'frame'
      readonly who: ParticipantId
      readonly frame: FileFrame
      readonly place: number
      readonly name: string
    } // from: the other page
  | { readonly type: 'piece'; readonly who: ParticipantId; readonly piece: Piece } // from: the other page    does: keep it and say so
  | { readonly type: 'nonsense'; readonly who: ParticipantId } // from: the other page    does: hear nothing of theirs any more
  | {
      readonly type: 'chosen' // from: person     does: ask everybody it is for
      readonly file: Omit<SentFile, 'author' | 'to'>
      readonly to: readonly Omit<Receiver, 'state'>[]
    }
  | { readonly type: 'refused'; readonly file: Omit<RefusedFile, 'author'> } // from: page       does: tell the person
  | { readonly type: 'accepted' | 'declined'; readonly from: ParticipantId; readonly id: PageMadeId } // from: person
  | { readonly type: 'saved'; readonly from: ParticipantId; readonly id: PageMadeId } // from: person
  | { readonly type: 'given-up'; readonly from: ParticipantId; readonly id: PageMadeId } // from: person     does: stop what comes
  | { readonly type: 'called-off'; readonly id: PageMadeId } // from: person     does: stop what goes, to everybody
  | { readonly type: 'unreadable'; readonly id: PageMadeId } // from: page       does: the same, for the file cannot be read any more
  | { readonly type: 'room'; readonly who: ParticipantId; readonly most: number } // from: pace       does: send a piece, when there is one
  | { readonly type: 'checked'; readonly from: ParticipantId; readonly id: PageMadeId; readonly fits: boolean } // from: page

export type FileEventOf<T extends FileEvent['type']> = Extract<FileEvent, { type: T }>

/** What to do about it; src/call/file-sharing.ts does it, in this order. */
export type FileEffect =
  | { readonly do: 'say'; readonly to: ParticipantId; readonly frame: FileFrame }
  | {
      readonly do: 'send-piece'
      readonly to: ParticipantId
      readonly id: PageMadeId
      readonly from: number
      readonly length: number
    }
  /** Into a buffer of exactly `size`. */
  | { readonly do: 'keep'; readonly of: ParticipantId; readonly size: number; readonly piece: Piece }
  | { readonly do: 'check'; readonly of: ParticipantId; readonly id: PageMadeId; readonly hash: string }
  /** What was kept of it is of no use any more. */
  | { readonly do: 'drop'; readonly of: ParticipantId; readonly id: PageMadeId }
  | { readonly do: 'close'; readonly to: ParticipantId }
