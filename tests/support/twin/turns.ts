import type { Network } from './network.ts'

/** Descriptions and candidates go one after the other, each in its own time, and never come to an end once it is over. */
export function createTurns(
  { clock, random }: Pick<Network, 'clock' | 'random'>,
  isOver: () => boolean,
): (act: () => void) => Promise<void> {
  let chain: Promise<void> = Promise.resolve()
  return async (act) => {
    const done = chain.then(
      () =>
        new Promise<void>((resolve, reject) => {
          clock.after(Math.round(random() * 10), () => {
            if (isOver()) return
            try {
              act()
              resolve()
            } catch (error) {
              reject(error)
            }
          })
        }),
    )
    chain = done.catch(() => undefined)
    await done
  }
}
