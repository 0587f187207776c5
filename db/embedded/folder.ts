import { accessSync, closeSync, constants, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Database, openDatabase } from './database.ts'
import { Refused, troubleOf } from './trouble.ts'

export interface OwnedFolder {
  readonly file: string
  /** Throws when the file under that name is no longer the one that was opened: what is written now would be lost. */
  assertInPlace(): void
  release(): void
}

/** The store's file. */
export function fileIn(folder: string): string {
  return join(folder, 'bedside.db')
}

/**
 * Makes the folder (readable to its owner alone, for it holds names of patients) and takes possession of it.
 * Two processes on one folder would each believe their own rooms: the second is refused. The lock is the operating system's,
 * on a file of its own, so it is gone with its process however that ends, and backup tools can still read the store's file.
 */
export function ownFolder(folder: string): OwnedFolder {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 })
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  const lock = takeLock(join(folder, 'bedside.lock'))
  try {
    const file = fileIn(folder)
    // Only behind the lock: closing a file drops this process's POSIX locks on it, also those of SQLite.
    closeSync(openSync(file, 'a', 0o600))
    syncFolder(folder)
    if (made !== undefined) syncFolder(dirname(made))
    const { ino } = statSync(file)
    return {
      file,
      assertInPlace() {
        if (statSync(file).ino !== ino)
          throw new Refused('unreachable', 'The file was replaced under the running store.')
      },
      release: () => releaseLock(lock),
    }
  } catch (error) {
    releaseLock(lock)
    throw error
  }
}

/** A killed predecessor may take a moment to be gone. */
const LOCK_WAIT_MS = 1_000

function takeLock(file: string): Database {
  const lock = openDatabase(file, LOCK_WAIT_MS)
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    const trouble = troubleOf(error)
    if (trouble.kind === 'unavailable' && trouble.why === 'in-use') {
      throw new Refused('in-use', 'Another process has this folder open.')
    }
    throw error
  }
}

/** Closing alone would keep the lock until the garbage collector comes by. */
function releaseLock(lock: Database): void {
  lock.exec('ROLLBACK')
  lock.close()
}

/** A new file's name is on disk when its folder is. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
