import type { Store } from '../port.ts'
import type { Reads, Writes } from './calls.ts'
import { startThread, type Thread } from './thread.ts'

export interface EmbeddedStoreOptions {
  /** Made when it is not there. One process at a time can have it. */
  readonly folder: string
  /** The built db/embedded/worker.ts. */
  readonly worker: URL
  readonly log?: (event: 'store-opened' | 'store-lost', fields: { readonly detail?: string }) => void
  /** The most pages of 4 KiB the file may have; what is beyond is answered as a full disk is. */
  readonly maxPages?: number
}

/**
 * SQLite in a folder, behind two worker threads: one writes, and commits what is waiting together; one reads. Neither waiting for
 * the disk nor a slow list ever holds up the thread that relays messages. Rejects with `StoreUnavailable` when the folder is
 * in use, cannot be written to, is full, damaged, or of a newer version.
 */
export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<Store> {
  const { folder, worker, log, maxPages = null } = options
  const lost = (error: Error) => log?.('store-lost', { detail: error.message })
  // Both load at the same time; the reader opens the file when the writer has made it what it should be.
  const writer = startThread<Writes>(worker, { role: 'writer', folder, maxPages }, lost)
  const reader = startThread<Reads>(worker, { role: 'reader', folder, maxPages }, lost)
  // The writer ends last: with nobody else looking it folds the log into the file.
  const close = () => writer.close(reader.close())
  try {
    await writer.open()
    await reader.open()
  } catch (error) {
    await close()
    throw error
  }
  log?.('store-opened', {})
  return storeOf(reader, writer, close)
}

function storeOf(reader: Thread<Reads>, writer: Thread<Writes>, close: () => Promise<void>): Store {
  const { ask: read } = reader
  const { ask: write } = writer
  return {
    accounts: {
      anyReal: () => read('accounts.anyReal'),
      add: (account) => write('accounts.add', account),
      addFirst: (account) => write('accounts.addFirst', account),
      bySignInName: (signInName) => read('accounts.bySignInName', signInName),
      byId: (accountId) => read('accounts.byId', accountId),
      all: () => read('accounts.all'),
      change: (accountId, change) => write('accounts.change', accountId, change),
      sample: async (make) => (await read('accounts.sample')) ?? (await write('accounts.addSample', make())),
      retireSample: () => write('accounts.retireSample'),
    },
    sessions: {
      open: (session) => write('sessions.open', session),
      find: (secretHash, now, idleMs) => read('sessions.find', secretHash, now, idleMs),
      touch: (secretHash, now) => write('sessions.touch', secretHash, now),
      close: (secretHash) => write('sessions.close', secretHash),
      closeAllOf: (accountId) => write('sessions.closeAllOf', accountId),
      closeAllOfParticipant: (roomId, participantId) => write('sessions.closeAllOfParticipant', roomId, participantId),
    },
    meetings: {
      insert: (meeting) => write('meetings.insert', meeting),
      ofDoctor: (doctorId, page) => read('meetings.ofDoctor', doctorId, page),
      forDoctor: (doctorId, roomId) => read('meetings.forDoctor', doctorId, roomId),
      forParticipant: (participantId, roomId) => read('meetings.forParticipant', participantId, roomId),
      noteConsent: (roomId, participantId, said) => write('meetings.noteConsent', roomId, participantId, said),
      noteJoined: (roomId, participantId, at) => write('meetings.noteJoined', roomId, participantId, at),
      noteLeft: (roomId, participantId, at) => write('meetings.noteLeft', roomId, participantId, at),
      noteActive: (roomId, at) => write('meetings.noteActive', roomId, at),
      noteConnected: (roomId, participantId, connection) =>
        write('meetings.noteConnected', roomId, participantId, connection),
      noteAdmitted: (roomId, participantId, at) => write('meetings.noteAdmitted', roomId, participantId, at),
      noteCheck: (roomId, participantId, check) => write('meetings.noteCheck', roomId, participantId, check),
      giveFeedback: (roomId, participantId, feedback) =>
        write('meetings.giveFeedback', roomId, participantId, feedback),
      keepNote: (roomId, doctorId, sealed) => write('meetings.keepNote', roomId, doctorId, sealed),
      move: (roomId, from, to) => write('meetings.move', roomId, from, to),
      noteQuality: (roomId, participantId, quality) => write('meetings.noteQuality', roomId, participantId, quality),
      end: (roomId, reason, at) => write('meetings.end', roomId, reason, at),
    },
    invites: {
      issue: (invite) => write('invites.issue', invite),
      find: (codeHash, now) => read('invites.find', codeHash, now),
      revokeAllOf: (roomId, participantId) => write('invites.revokeAllOf', roomId, participantId),
    },
    clinic: {
      meetings: (query, page) => read('clinic.meetings', query, page),
      count: (query, cap) => read('clinic.count', query, cap),
      figures: (fromDay, toDay) => read('clinic.figures', fromDay, toDay),
      meeting: (roomId) => read('clinic.meeting', roomId),
      async sweep(told) {
        const swept = await write('clinic.sweep', told)
        let deleted: number
        do deleted = await write('clinic.forgetExpired', told.now)
        while (deleted > 0)
        return swept
      },
    },
    audit: {
      append: (entry) => write('audit.append', entry),
      page: (told) => read('audit.page', told),
      from: (told) => read('audit.from', told),
    },
    archive: {
      page: (kind, told) => read('archive.page', kind, told),
      put: (kind, records) => write('archive.put', kind, records),
      count: (kind) => read('archive.count', kind),
    },
    kind: 'embedded',
    check: () => write('check'),
    probe: async () => null,
    close,
  }
}
