import './node-version.mjs'
import { ensureInstalled } from './install.mjs'

/* See signaling/archive/import-command.ts. */
ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
await ensureBuilt()
await import(new URL('../dist/signaling/import.js', import.meta.url).href)
