import type { ParticipantId } from '../../signaling/contract/ids.ts'
import type { FileSharing, FileSharingPorts, FilesView } from './file-sharing.ts'

export interface FilesPorts extends FileSharingPorts {
  /** Fetches what handles files: nobody pays for it who never sends or is sent one. */
  readonly loadFiles: () => Promise<(ports: FileSharingPorts) => FileSharing>
}

/** The little of files that every page has: it notices that somebody speaks of one. */
export interface Files {
  /** Null while none was spoken of. */
  view(): FilesView | null
  /** The way to somebody's page, in place of the one before. */
  channel(who: ParticipantId, channel: RTCDataChannel): void
  /** Their link is closed. */
  gone(who: ParticipantId): void
  load(): Promise<FileSharing>
}

interface Waiting {
  readonly channel: RTCDataChannel
  readonly early: unknown[]
}

/** A page that is only greeted says nothing more before it is answered. */
const MOST_EARLY = 2
const AGAIN_MS = 5_000

export function createFiles(ports: FilesPorts): Files {
  let sharing: FileSharing | null = null
  let loading: Promise<FileSharing> | null = null
  const waiting = new Map<ParticipantId, Waiting>()

  function load(): Promise<FileSharing> {
    loading ??= ports.loadFiles().then(
      (create) => {
        sharing = create(ports)
        for (const [who, { channel, early }] of waiting) sharing.attach(who, channel, early)
        waiting.clear()
        return sharing
      },
      (error) => {
        loading = null
        throw error
      },
    )
    return loading
  }

  function noticed(): void {
    load().catch(() => ports.clock.after(AGAIN_MS, noticed))
  }

  return {
    view: () => sharing?.view() ?? null,
    channel(who, channel) {
      if (sharing !== null) {
        sharing.attach(who, channel, [])
        return
      }
      const early: unknown[] = []
      waiting.set(who, { channel, early })
      channel.onmessage = ({ data }) => {
        if (early.push(data) > MOST_EARLY) channel.close()
        else noticed()
      }
    },
    gone(who) {
      waiting.delete(who)
      sharing?.gone(who)
    },
    load,
  }
}
