import { ensureBuilt } from '../../run/build.mjs'

export default async function setup(): Promise<void> {
  await ensureBuilt()
}
