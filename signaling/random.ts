import { createHash, randomBytes } from 'node:crypto'
import type { SecretHash } from '../db/records.ts'
import type { Secret } from './contract/ids.ts'

/** Crockford's base32 in lower case, the alphabet of contract/ids.ts. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Where everything unguessable comes from. */
export interface Random {
  /** Names a meeting, a participant or an account. */
  id(): string
  /** 256 bits: sessions, tickets. */
  secret(): Secret
  /** The 12 characters of an invite code, without dashes. */
  code(): string
  /** A first password, to be handed over and changed: 80 bits in four groups. */
  password(): string
  /** What a person quotes when something failed. */
  errorId(): string
}

export const systemRandom: Random = {
  id: () => letters(12),
  secret: () => randomBytes(32).toString('base64url'),
  code: () => letters(12).toUpperCase(),
  password: () => Array.from({ length: 4 }, () => letters(4)).join('-'),
  errorId: () => letters(8),
}

/** 5 random bits a letter; 256 is a multiple of 32, so no letter is likelier than another. */
function letters(count: number): string {
  return Array.from(randomBytes(count), (byte) => ALPHABET[byte & 31]).join('')
}

/**
 * How a secret is kept at rest. Plain SHA-256, because what is hashed has 60 random bits or more of its own:
 * nothing a dictionary could find.
 */
export function hashOf(secret: string): SecretHash {
  return createHash('sha256').update(secret).digest('hex')
}
