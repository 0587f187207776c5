import { StoreUnavailable } from '../port.ts'
import { ANSWER_WITHIN_MS } from './connection.ts'
import { troubleOf } from './trouble.ts'

/** The way every question takes to the server. */
export interface Asking {
  /**
   * Answers within 3 s, whatever the server does: rejects with `StoreUnavailable` while the store is not open, and when time is up.
   * `inTime` tells work of several steps whether there is any point in another one. A step that is on its way when time is up may
   * still be carried out.
   */
  ask<T>(work: (inTime: () => boolean) => Promise<T>): Promise<T>
  /** From now on questions go through. Before that they are refused with this reason. */
  open(): void
  refuse(why: StoreUnavailable['why']): void
  /** Refuses what is asked from now on and resolves when what was asked before is answered. */
  close(): Promise<void>
}

export function createAsking(): Asking {
  let state: { is: 'open' } | { is: 'refusing'; why: StoreUnavailable['why'] } = { is: 'refusing', why: 'unreachable' }
  const underWay = new Set<Promise<unknown>>()

  async function answered<T>(work: (inTime: () => boolean) => Promise<T>): Promise<T> {
    const until = performance.now() + ANSWER_WITHIN_MS
    let stopWaiting: () => void = () => undefined
    const late = new Promise<never>((_, reject) => {
      const timer = setTimeout(() => reject(new StoreUnavailable('unreachable')), ANSWER_WITHIN_MS)
      stopWaiting = () => clearTimeout(timer)
    })
    try {
      return await Promise.race([work(() => performance.now() < until), late])
    } catch (error) {
      throw troubleOf(error)
    } finally {
      stopWaiting()
    }
  }

  return {
    async ask(work) {
      if (state.is === 'refusing') throw new StoreUnavailable(state.why)
      const answer = answered(work)
      underWay.add(answer)
      try {
        return await answer
      } finally {
        underWay.delete(answer)
      }
    },
    open() {
      if (!isClosed(state)) state = { is: 'open' }
    },
    refuse(why) {
      if (!isClosed(state)) state = { is: 'refusing', why }
    },
    async close() {
      state = { is: 'refusing', why: 'closed' }
      await Promise.allSettled([...underWay])
    },
  }
}

function isClosed(state: { is: 'open' } | { is: 'refusing'; why: StoreUnavailable['why'] }): boolean {
  return state.is === 'refusing' && state.why === 'closed'
}
