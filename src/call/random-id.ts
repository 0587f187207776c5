const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'

/** `length` characters of Crockford's base32 in lower case, five random bits each. */
export function randomId(length: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => LETTERS[byte & 31]).join('')
}
