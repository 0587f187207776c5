import './node-version.mjs'
import { ensureInstalled } from './install.mjs'

/* Tries the STUN and TURN servers of the settings; see signaling/turn/check-command.ts. */
ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
await ensureBuilt()
await import(new URL('../dist/signaling/turn-check.js', import.meta.url).href)
