/** How one camera or microphone stands, as far as it can be seen. */
export interface DeviceFacts {
  readonly now: number
  /** `off`: by the person's choice. `taken`: it is open, and for more than a moment the system lets nothing through. */
  readonly is: 'off' | 'asking' | 'live' | 'taken' | 'failed'
  /** Null unless it failed. */
  readonly failure: 'blocked' | 'in-use' | 'missing' | null
  /** Null where the browser does not say: it may ask, and only a press of the person's makes sure that they are there to answer. */
  readonly permission: PermissionAnswer | null
  /** Ids of the devices of its kind that are there. */
  readonly there: readonly string[]
  /** The one that the person chose, if any, and the one in use. */
  readonly chosen: string | null
  readonly inUse: string | null
  /** The system's own choice now, and when the one in use was opened; null: not known, or not to be followed. */
  readonly usual: string | null
  readonly usualThen: string | null
  /** The page is back in front, or the machine awake. */
  readonly isReturn: boolean
}

export type PermissionAnswer = 'granted' | 'prompt' | 'denied'

/** What keeps a device that was on from being used. `gone`: unplugged, or ended by the system. `taken`: another program has it. */
export type DeviceTrouble = 'gone' | 'taken' | 'blocked'

/** What is remembered of a device between two looks at it. */
export interface DeviceCare {
  readonly trouble: DeviceTrouble | null
  /** It was on since the person last wanted it. */
  readonly wasOn: boolean
  /** The last attempt to open it unasked: with what there, and when it ended (null: it has not). */
  readonly tried: { readonly with: string; readonly at: number | null } | null
}

/** Open it, from this device or any. `returned`: the chosen one is there again. `moved`: the system chose another one. */
export interface Opening {
  readonly device: string | null
  readonly why: 'lost' | 'returned' | 'moved'
}

export const NEW_CARE: DeviceCare = { trouble: null, wasOn: false, tried: null }

/** With the same devices there, an attempt that came to nothing is not made again so soon; nor is one after which it was soon lost again. */
const AGAIN_AFTER_MS = 10_000

/** One look at a device: what is wrong with it, and whether to open it without being asked to. */
export function careFor(before: DeviceCare, facts: DeviceFacts): { care: DeviceCare; open: Opening | null } {
  const { tried } = before
  switch (facts.is) {
    case 'off':
      return { care: NEW_CARE, open: null }
    case 'asking':
      return { care: { ...before, tried: tried && { ...tried, at: null } }, open: null }
    case 'live': {
      const still = tried?.with === situation(facts) ? tried : null
      return attempt({ trouble: null, wasOn: true, tried: still }, facts, still === null ? betterThan(facts) : null)
    }
    case 'taken':
      return attempt({ trouble: 'taken', wasOn: true, tried }, facts, facts.isReturn ? chosenOrAny(facts) : null)
    case 'failed':
      return attempt({ ...before, trouble: before.wasOn ? troubleOf(facts) : null }, facts, replacement(before, facts))
  }
}

function attempt(
  care: DeviceCare,
  facts: DeviceFacts,
  open: Opening | null,
): { care: DeviceCare; open: Opening | null } {
  const tried = care.tried && { ...care.tried, at: care.tried.at ?? facts.now }
  const now = situation(facts)
  const isSoon = tried !== null && tried.with === now && facts.now - tried.at < AGAIN_AFTER_MS && !facts.isReturn
  if (open === null || facts.permission !== 'granted' || isSoon) return { care: { ...care, tried }, open: null }
  return { care: { ...care, tried: { with: now, at: facts.now } }, open }
}

/**
 * Something better than what works: the one that was chosen, or whichever the system prefers where nobody chose. Tried once for what is
 * there: each try cuts what works.
 */
function betterThan(facts: DeviceFacts): Opening | null {
  const { chosen, inUse, there, usual, usualThen } = facts
  if (chosen !== null) return chosen !== inUse && there.includes(chosen) ? { device: chosen, why: 'returned' } : null
  return usual !== null && usualThen !== null && usual !== usualThen ? { device: null, why: 'moved' } : null
}

function situation({ there, usual }: DeviceFacts): string {
  return [...there, usual].join()
}

/** Who joined without, because there was none, gets the first that comes; what kept it away otherwise may be over when they return. */
function replacement({ wasOn }: DeviceCare, facts: DeviceFacts): Opening | null {
  const isAwaited = wasOn || facts.failure === 'missing' || facts.isReturn
  return isAwaited && facts.there.length > 0 ? chosenOrAny(facts) : null
}

function chosenOrAny({ chosen, there }: DeviceFacts): Opening {
  return { device: chosen !== null && there.includes(chosen) ? chosen : null, why: 'lost' }
}

function troubleOf({ failure, permission }: DeviceFacts): DeviceTrouble {
  if (failure === 'blocked' || permission === 'denied') return 'blocked'
  return failure === 'in-use' ? 'taken' : 'gone'
}
