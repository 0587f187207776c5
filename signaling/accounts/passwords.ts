import { randomBytes } from 'node:crypto'
import { hash as argon2Hash, verify as argon2Verify } from '@node-rs/argon2'

/** argon2id with the parameters of OWASP's Password Storage Cheat Sheet. 2 is Algorithm.Argon2id, a const enum that cannot be imported. */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export type Busy = 'busy'

export interface Passwords {
  hash(password: string): Promise<string | Busy>
  /**
   * Is this the password? With no hash to compare with (unknown name, or an account without a password) the same work is done
   * and the answer is false, so that time does not tell who has an account.
   */
  isRight(passwordHash: string | null, password: string): Promise<boolean | Busy>
}

/** At most `atOnce` hashes run at a time (one a core) and at most `waiting` wait; whoever comes then is told `busy`. */
export async function createPasswords(limits: { atOnce: number; waiting: number }): Promise<Passwords> {
  const nobodys = await argon2Hash(randomBytes(32), COST)
  const inTurn = createTurns(limits)
  return {
    hash: (password) => inTurn(() => argon2Hash(comparable(password), COST)),
    isRight: (passwordHash, password) =>
      inTurn(async () => {
        const right = await argon2Verify(passwordHash ?? nobodys, comparable(password))
        return right && passwordHash !== null
      }),
  }
}

/** NIST SP 800-63B, 3.1.1.2: the same password typed on two keyboards is the same bytes. */
function comparable(password: string): string {
  return password.normalize('NFKC')
}

function createTurns(limits: { atOnce: number; waiting: number }) {
  let running = 0
  const queue: (() => void)[] = []

  return async function inTurn<T>(work: () => Promise<T>): Promise<T | Busy> {
    if (running >= limits.atOnce) {
      if (queue.length >= limits.waiting) return 'busy'
      // Whoever ends hands its place over, so `running` stays as it is.
      await new Promise<void>((resolve) => queue.push(resolve))
    } else running += 1
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }
}
