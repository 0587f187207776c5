import { StoreUnavailable } from '../../db/port.ts'
import type { Clock } from '../clock.ts'
import type { FirstTry, FirstTryLinks } from './first-try.ts'

/** How long after a store that fell away again it is asked once more. */
const TRY_AGAIN_MS = 1_000

export interface FirstTryOnceOpen {
  /** Everything about it is unknown until the store has been asked: who asks before is told that the store is away. */
  readonly firstTry: FirstTry
  /** The links, once the store has been asked. Rejects when it never will be. */
  readonly made: Promise<FirstTryLinks | null>
}

/** The first try of a process whose store may still be on its way. */
export function createFirstTryOnceOpen(ports: {
  opened: Promise<void>
  make: () => Promise<FirstTry>
  clock: Pick<Clock, 'after'>
  /** Is there any point in asking again after `unreachable`? */
  mayComeBack: boolean
}): FirstTryOnceOpen {
  const { opened, make, clock, mayComeBack } = ports
  let there: FirstTry | null = null

  function sure(): FirstTry {
    if (there === null) throw new StoreUnavailable('unreachable')
    return there
  }

  async function made(): Promise<FirstTryLinks | null> {
    await opened
    while (there === null) {
      try {
        there = await make()
      } catch (error) {
        if (!(mayComeBack && error instanceof StoreUnavailable && error.why === 'unreachable')) throw error
        await new Promise<void>((resolve) => void clock.after(TRY_AGAIN_MS, resolve))
      }
    }
    return there.links()
  }

  return {
    firstTry: {
      isOpen: () => sure().isOpen(),
      links: () => there?.links() ?? null,
      asDoctor: async (secret) => sure().asDoctor(secret),
      isAdministratorCode: (typed) => sure().isAdministratorCode(typed),
      renewIfOver: async (codeHash) => sure().renewIfOver(codeHash),
      retire: async () => sure().retire(),
    },
    made: made(),
  }
}
