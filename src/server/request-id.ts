import { randomBytes } from 'node:crypto'

/** For one showing of a form: pressed twice, it is sent twice under the same id, and the API does it once. */
export function newRequestId(): string {
  return randomBytes(16).toString('base64url')
}
