import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type EmbeddedStoreOptions, openEmbeddedStore } from '../../db/embedded/open.ts'
import type { Store } from '../../db/port.ts'
import type { OpenedStore } from '../contract/store/opened-store.ts'

/** The built worker, as the signaling process runs it. */
export const STORE_WORKER = pathToFileURL('dist/signaling/store-worker.js')

export function openAt(folder: string, told: Partial<EmbeddedStoreOptions> = {}): Promise<Store> {
  return openEmbeddedStore({ folder, worker: STORE_WORKER, ...told })
}

/** An embedded store in a temporary folder. */
export async function openTemporary(
  told: Partial<EmbeddedStoreOptions> = {},
): Promise<OpenedStore & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'bedside-store-'))
  let current = await openAt(folder, told)
  return {
    folder,
    store: current,
    async reopen() {
      await current.close()
      current = await openAt(folder, told)
      return current
    },
    async dispose() {
      await current.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
