/**
 * Lets those who want the same record go one after the other. Nothing rests on it: the compare-and-set decides between processes.
 * It only keeps sixty notes of one room from losing against each other sixty times.
 */
export function createTurns(): <T>(key: string, act: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()
  return async (key, act) => {
    const before = last.get(key) ?? Promise.resolve()
    const mine = before.then(act, act)
    last.set(key, mine)
    try {
      return await mine
    } finally {
      if (last.get(key) === mine) last.delete(key)
    }
  }
}
