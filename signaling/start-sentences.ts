import type { StoreUnavailable } from '../db/port.ts'

/** Why the process did not start, in one sentence that says which setting to look at. `cause`: what the server was seen to do. */
export function storeSentence(error: StoreUnavailable, { mongodbUrl, dataDir }: StoreSettings): string {
  return mongodbUrl === null ? embeddedSentence(error.why, dataDir) : mongoSentence(error)
}

type StoreSettings = { readonly mongodbUrl: string | null; readonly dataDir: string }

/** Without the address: it may hold a password. */
function mongoSentence({ why, cause }: StoreUnavailable): string {
  switch (why) {
    case 'unsafe':
      return `The server at MONGODB_URL does not decide races as MongoDB does: ${cause instanceof Error ? cause.message : ''} Nothing kept there would be safe; use MongoDB 6 or newer.`
    case 'newer':
      return 'The database at MONGODB_URL was written by a later version of Bedside; start that version, or name another database.'
    case 'damaged':
      return 'A record in the database at MONGODB_URL is damaged; restore a backup, or name another database.'
    case 'read-only':
      return 'The user in MONGODB_URL may not write to that database or make its indexes; give them the role readWrite and dbAdmin.'
    case 'full':
      return 'The disk of the server at MONGODB_URL is full; make room.'
    case 'in-use':
    case 'unreachable':
    case 'closed':
      return 'The server at MONGODB_URL does not answer; see whether it runs and can be reached from here.'
  }
}

function embeddedSentence(why: StoreUnavailable['why'], folder: string): string {
  switch (why) {
    case 'in-use':
      return `The data folder "${folder}" is in use by another Bedside; stop that one, or set DATA_DIR to another folder.`
    case 'read-only':
      return `The data folder "${folder}" cannot be written to; give this user the right to, or set DATA_DIR to another folder.`
    case 'full':
      return `The disk of the data folder "${folder}" is full; make room, or set DATA_DIR to a folder elsewhere.`
    case 'damaged':
      return `The store in the data folder "${folder}" is damaged; put a backup in its place, or set DATA_DIR to another folder.`
    case 'newer':
      return `The store in the data folder "${folder}" was written by a later version of Bedside; start that version, or set DATA_DIR to another folder.`
    case 'unreachable':
    case 'closed':
    case 'unsafe':
      return `The store in the data folder "${folder}" cannot be opened; see whether DATA_DIR is a folder that can be read and written.`
  }
}

export function portSentence(why: 'in-use' | 'not-permitted' | 'no-such-address', host: string, port: number): string {
  switch (why) {
    case 'in-use':
      return `Port ${port} is in use by another program; stop that one, or set SIGNALING_PORT to another port.`
    case 'not-permitted':
      return `This user may not listen on port ${port}; set SIGNALING_PORT to a port above 1023.`
    case 'no-such-address':
      return `This machine cannot listen on the address "${host}"; set SIGNALING_HOST to one it has.`
  }
}
