/** A stream of numbers that is the same for the same seed: what is made can be made again (mulberry32, public domain). */
export interface Draws {
  /** In [0, 1). */
  number(): number
  /** One of them, each as likely. */
  one<T>(of: readonly [T, ...T[]]): T
  /** True so often. */
  chance(share: number): boolean
  /** 60 bits of it, as ids are written (contract/ids.ts). */
  id(): string
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

export function createDraws(seed: number): Draws {
  let state = seed >>> 0

  function bits(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const number = () => bits() / 2 ** 32

  return {
    number,
    one: (of) => of[Math.floor(number() * of.length)] ?? of[0],
    chance: (share) => number() < share,
    id() {
      let id = ''
      for (let half = 0; half < 2; half += 1) {
        const drawn = bits()
        for (let letter = 0; letter < 6; letter += 1) id += ALPHABET[(drawn >>> (letter * 5)) & 31]
      }
      return id
    },
  }
}
