import type { Settings } from '../config/settings.ts'
import { openEmbeddedStore } from '../db/embedded/open.ts'
import type { Store } from '../db/port.ts'
import type { Log } from './log.ts'

/** The store the settings name. */
export interface ChosenStore {
  /** Refuses everything until it is open. */
  readonly store: Store
  /** Resolves once it is open; rejects with `StoreUnavailable` when it never will be. */
  readonly opened: Promise<void>
}

/**
 * The embedded store is open when this answers, or cannot be opened and rejects. MongoDB may be away at start, and come: the process is
 * up meanwhile, and whoever asks for something is told to come back.
 */
export async function openChosenStore(settings: Settings, log: Log): Promise<ChosenStore> {
  const { mongodbUrl, dataDir } = settings
  if (mongodbUrl === null) return { store: await openEmbedded(dataDir, log), opened: Promise.resolve() }
  // Loaded only where it is asked for: the driver is as large as everything else together.
  const { connectMongoStore } = await import('../db/mongo/open.ts')
  return connectMongoStore({
    url: mongodbUrl,
    log: (event) => log({ event }),
  })
}

function openEmbedded(folder: string, log: Log): Promise<Store> {
  return openEmbeddedStore({
    folder,
    worker: new URL('./store-worker.js', import.meta.url),
    log: (event) => {
      // Its threads do not come back by themselves: from here on everything that needs the store is answered with 503.
      if (event === 'store-lost') log({ event: 'store-unavailable', why: 'lost' })
    },
  })
}
