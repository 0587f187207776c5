import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { RoomId } from '../contract/ids.ts'

/**
 * Seals doctors' notes: AES-256-GCM (NIST SP 800-38D) with a random nonce each time. The room's id is authenticated along, so a sealed note
 * that is put into another meeting's record opens nothing.
 */
export interface NoteSeal {
  seal(roomId: RoomId, note: string): string
  /** Null: sealed with another key, for another room, or changed since. */
  open(roomId: RoomId, sealed: string): string | null
}

const CIPHER = 'aes-256-gcm'
export const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Before each sealed note: by which rule it was sealed. */
const VERSION = '1.'

export function createNoteSeal(key: Uint8Array): NoteSeal {
  return {
    seal(roomId, note) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(roomId))
      const closed = Buffer.concat([nonce, cipher.update(note, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return VERSION + closed.toString('base64url')
    },
    open(roomId, sealed) {
      if (!sealed.startsWith(VERSION)) return null
      const closed = Buffer.from(sealed.slice(VERSION.length), 'base64url')
      if (closed.length < NONCE_BYTES + TAG_BYTES) return null
      const decipher = createDecipheriv(CIPHER, key, closed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(roomId))
        .setAuthTag(closed.subarray(-TAG_BYTES))
      try {
        return decipher.update(closed.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      } catch {
        return null // its tag is not what this key makes
      }
    },
  }
}
