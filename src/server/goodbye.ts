import type { CallerAs } from '../../signaling/contract/caller-as.ts'
import { ENDINGS, type Ending } from '../../signaling/contract/ending.ts'
import type { GoodbyeView } from '../../signaling/contract/goodbye-routes.ts'
import type { RoomId } from '../../signaling/contract/ids.ts'

/** What the call's page says of the end: in the address, or in the doctor's form. */
export interface Said {
  readonly as: CallerAs | undefined
  /** Null where it says nothing we know. */
  readonly by: Ending | null
  /** Under which the log has what went wrong. */
  readonly problem: string | null
}

export function readSaid(field: (name: string) => string): Said {
  const as = field('as')
  const problem = field('problem')
  return {
    as: as === 'doctor' || as === 'invited' ? as : undefined,
    by: ENDINGS.find((one) => one === field('by')) ?? null,
    problem: /^[0-9a-z]{8}$/.test(problem) ? problem : null,
  }
}

export function goodbyePath(roomId: RoomId, { as, by, problem }: Partial<Said>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ as, by, problem })) if (value) query.set(name, value)
  return `/call/${roomId}/goodbye${query.size === 0 ? '' : `?${query}`}`
}

/** Back to the call, by the same door. */
export function callPath(roomId: RoomId, as: CallerAs | undefined): string {
  return `/call/${roomId}${as === undefined ? '' : `?as=${as}`}`
}

/** How it ended for whoever reads the page: what is stored goes before what an address says, which may be old or anybody's. */
export function endingFor(by: Ending | null, { endReason, role }: Pick<GoodbyeView, 'endReason' | 'role'>): Ending {
  if (endReason === 'doctor') return role === 'doctor' ? 'ended-by-you' : 'doctor'
  if (endReason !== null) return endReason
  // A doctor who reads that a visit has ended must be able to rely on it.
  if (by === null || (role === 'doctor' && ENDED_FOR_ALL.includes(by))) return 'left'
  return by
}

const ENDED_FOR_ALL: readonly Ending[] = ['ended-by-you', 'doctor', 'administrator', 'time']

/** How it was is asked of those who were there, and not where they are about to come back at once. */
export function asksHowItWas(by: Ending, { role, came, feedback }: GoodbyeView): boolean {
  if (role === 'doctor') return false
  return feedback !== null || (came && !COMES_BACK.includes(by))
}

const COMES_BACK: readonly Ending[] = ['replaced', 'room-full', 'old-version', 'refused']
