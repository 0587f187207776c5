import './node-version.mjs'
import { ensureInstalled } from './install.mjs'

/* Verifies the audit trail; see signaling/audit/verify-command.ts. */
ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
await ensureBuilt()
await import(new URL('../dist/signaling/audit-verify.js', import.meta.url).href)
