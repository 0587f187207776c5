import './node-version.mjs'
import { ensureInstalled } from './install.mjs'

/* `npm run seed -- 1000000` fills the store with made-up meetings; see signaling/seed/seed-command.ts. */
ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
await ensureBuilt()
await import(new URL('../dist/signaling/seed.js', import.meta.url).href)
