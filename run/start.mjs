import './node-version.mjs'
import { existsSync } from 'node:fs'
import { createChildren } from './children.mjs'
import { ensureInstalled } from './install.mjs'

ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
await ensureBuilt()
if (existsSync('.env')) process.loadEnvFile('.env')
process.env['NODE_ENV'] ??= 'production'

/** @type {Promise<never> | undefined} */
let stopping
const children = createChildren({
  onEnd: (name) => stop(1, `The ${name} process has ended; stopping the other one too.`),
  onFirstTry: printLinks,
})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => stop(0))
leaveWithNpm()

const signaling = await started('signaling', 'dist/signaling/main.js')
await started('web', 'dist/web/main.js')
printAddresses(signaling.firstTry ?? null)

/** npm does not hand a SIGTERM on to what it runs: without this, stopping npm would leave everything running behind it. */
function leaveWithNpm() {
  const npm = process.ppid
  if (process.env['npm_lifecycle_event'] === undefined) return
  setInterval(() => {
    if (process.ppid !== npm) stop(0)
  }, 500).unref()
}

/** @param {string} name @param {string} script */
async function started(name, script) {
  const said = await children.start(name, script)
  if (said.type === 'ready') return said
  return await stop(1, said.type === 'died' ? said.sentence : undefined)
}

/** @param {import('./children.mjs').FirstTry | null} firstTry */
function printAddresses(firstTry) {
  printLinks(firstTry)
  console.log(`Ready ${address()}`)
}

/** @param {import('./children.mjs').FirstTry | null} firstTry */
function printLinks(firstTry) {
  if (!firstTry) return
  console.log(`Doctor ${address()}/try/${firstTry.doctorSecret}`)
  console.log(`Patient ${address()}/join#${firstTry.patientCode}`)
  console.log(`Administrator ${address()}/setup#${firstTry.administratorCode}`)
}

function address() {
  return process.env['PUBLIC_URL']?.trim() || `http://localhost:${process.env['PORT']?.trim() || 4321}`
}

/** @param {number} code @param {string} [sentence] @returns {Promise<never>} */
function stop(code, sentence) {
  stopping ??= (async () => {
    if (sentence) console.error(sentence)
    await children.stop()
    process.exit(code)
  })()
  return stopping
}
