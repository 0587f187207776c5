import './node-version.mjs'
import { ensureInstalled } from './install.mjs'

/* Figures beside a yardstick from the same run; nothing here passes or fails. */
ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
await ensureBuilt()
const { importTypeScript } = await import('./import-typescript.mjs')
const { timeToPicture } = await importTypeScript('tests/bench/time-to-picture.ts')
await timeToPicture()
