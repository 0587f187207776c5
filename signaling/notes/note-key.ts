import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { KEY_BYTES } from './note-seal.ts'

/** `none`: a store elsewhere and no NOTES_KEY. `unusable`: the key's file holds no key, or cannot be read or made; it is left as it is. */
export type NoteKey =
  | { readonly is: 'there'; readonly key: Uint8Array }
  | { readonly is: 'none' }
  | { readonly is: 'unusable' }

/**
 * The key that doctors' notes are sealed with: the setting, else a file beside the embedded store, made at the first start and never again.
 * To be called by the process that owns the folder, behind the store's lock: of two starts at once one makes it.
 */
export function findNoteKey({ notesKey, mongodbUrl, dataDir }: KeySettings): NoteKey {
  if (notesKey !== null) return { is: 'there', key: Buffer.from(notesKey, 'base64') }
  if (mongodbUrl !== null) return { is: 'none' }
  const file = join(dataDir, 'notes.key')
  try {
    const key = existsSync(file) ? readKey(file) : makeKey(file, dataDir)
    return key.length === KEY_BYTES ? { is: 'there', key } : { is: 'unusable' }
  } catch {
    return { is: 'unusable' } // no right to it, or no room on the disk
  }
}

export interface KeySettings {
  readonly notesKey: string | null
  readonly mongodbUrl: string | null
  readonly dataDir: string
}

/** On disk before it is used, and never half: a note that nothing can open is worse than none. */
function makeKey(file: string, folder: string): Uint8Array {
  const key = randomBytes(KEY_BYTES)
  const fresh = `${file}.new`
  const handle = openSync(fresh, 'w', 0o600)
  writeSync(handle, `${key.toString('base64')}\n`)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(fresh, file)
  const folderHandle = openSync(folder, 'r')
  fsyncSync(folderHandle)
  closeSync(folderHandle)
  return key
}

function readKey(file: string): Uint8Array {
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
}
