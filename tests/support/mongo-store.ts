import { openMongoStore } from '../../db/mongo/open.ts'
import type { OpenedStore } from '../contract/store/opened-store.ts'
import type { MongoServer } from './mongo-server.ts'
import { newId } from './stored-records.ts'

/** A store in a database of its own. */
export async function openInMongo(server: MongoServer): Promise<OpenedStore & { url: string }> {
  const url = server.url(newId())
  let current = await openMongoStore({ url })
  return {
    url,
    store: current,
    async reopen() {
      await current.close()
      current = await openMongoStore({ url })
      return current
    },
    dispose: () => current.close(),
  }
}
