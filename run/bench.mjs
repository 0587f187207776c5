import './node-version.mjs'
import { ensureInstalled } from './install.mjs'

/* Figures beside a yardstick from the same run; nothing here passes or fails. `npm run bench -- list` runs one, without a name all. */
ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
await ensureBuilt()
const { importTypeScript } = await import('./import-typescript.mjs')

/** @type {Readonly<Record<string, () => Promise<void>>>} */
const BENCHES = {
  picture: async () => (await importTypeScript('tests/bench/time-to-picture.ts')).timeToPicture(),
  list: async () => (await importTypeScript('tests/bench/list.ts')).list(),
  'long-call': async () => (await importTypeScript('tests/bench/long-call.ts')).longCall(),
  relay: async () => (await importTypeScript('tests/bench/relay-beside-lists.ts')).relayBesideLists(),
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name))
if (unknown.length > 0) {
  console.error(`No bench is called ${unknown.join(' or ')}. There are: ${Object.keys(BENCHES).join(', ')}.`)
  process.exit(1)
}
for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) await BENCHES[name]?.()
