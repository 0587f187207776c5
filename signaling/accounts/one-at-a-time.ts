/** Work that must not run beside its like: each waits for the one before, however that ended. */
export function createTurn() {
  let last: Promise<unknown> = Promise.resolve()
  return function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work, work)
    last = mine
    return mine
  }
}
