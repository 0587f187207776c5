import { afterAll, beforeAll, describe } from 'vitest'
import { findMongo, type MongoServer, startMongo } from '../support/mongo-server.ts'
import { openInMongo } from '../support/mongo-store.ts'
import { storeContract } from './store.contract.ts'

const way = await findMongo()

describe.skipIf(way.kind === 'none')('on MongoDB', () => {
  let server: MongoServer
  beforeAll(async () => {
    server = await startMongo()
  })
  afterAll(() => server.stop())

  storeContract('the store in MongoDB', () => openInMongo(server))
})
