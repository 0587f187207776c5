import { findMongo } from './mongo-server.ts'

/** Once for all tests: fetches what the server takes, or says that its tests are left out. */
export default async function setup(): Promise<void> {
  const way = await findMongo()
  if (way.kind === 'none') console.log(`SKIPPED: the tests on MongoDB were not run: ${way.why}.`)
}
