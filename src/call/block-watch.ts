import { type BlockCause, type CandidateKind, causeOf } from './core/block-cause.ts'
import type { Room } from './core/call-state.ts'
import type { LinkSigns } from './peer-link.ts'

/** What has been seen of a first link that does not come up. */
export interface BlockWatch {
  /** The cause, as far as it is known by now. */
  see(signs: LinkSigns, now: { lineIsOpen: boolean; isAway: boolean; room: Room }): BlockCause
  /** Is the relay's way alone worth a try after one over all ways? True and false take turns. */
  nextGoesByRelay(room: Room): boolean
}

/** Remembers what was found over all attempts: each begins with nothing. */
export function createBlockWatch(): BlockWatch {
  const own = new Set<CandidateKind>()
  const theirs = new Set<CandidateKind>()
  let isAnswered = false
  let byRelay = false

  return {
    see({ report, isSettled, generation }, { lineIsOpen, isAway, room }) {
      for (const stat of report.values()) {
        const kind: CandidateKind = stat.candidateType === 'relay' ? 'relay' : 'direct'
        if (stat.type === 'local-candidate') own.add(kind)
        if (stat.type === 'remote-candidate') theirs.add(kind)
      }
      isAnswered ||= theirs.size > 0 || (isSettled && generation > 0)
      const { relayOnly } = room
      return causeOf({
        lineIsOpen,
        isAway,
        isAnswered,
        own: [...own],
        theirs: [...theirs],
        hasRelay: hasRelay(room),
        relayOnly,
      })
    },
    nextGoesByRelay(room) {
      byRelay = !byRelay && !room.relayOnly && hasRelay(room) && own.has('relay')
      return byRelay
    },
  }
}

function hasRelay({ iceServers }: Room): boolean {
  return iceServers.some(({ urls }) => urls.some((url) => url.startsWith('turn')))
}
