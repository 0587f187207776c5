import { connectMongoStore } from '../../db/mongo/open.ts'
import type { Store } from '../../db/port.ts'
import type { OpenedStore } from '../contract/store/opened-store.ts'
import type { MongoServer } from './mongo-server.ts'
import { newId } from './stored-records.ts'

/** As the process opens it: on a machine with much to do it may take more than one try. */
export async function openAtUrl(url: string): Promise<Store> {
  const { store, opened } = connectMongoStore({ url })
  await opened
  return store
}

/** A store in a database of its own. */
export async function openInMongo(server: MongoServer): Promise<OpenedStore & { url: string }> {
  const url = server.url(newId())
  let current = await openAtUrl(url)
  return {
    url,
    store: current,
    async reopen() {
      await current.close()
      current = await openAtUrl(url)
      return current
    },
    dispose: () => current.close(),
  }
}
