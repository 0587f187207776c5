import './node-version.mjs'
import { existsSync } from 'node:fs'
import { createChildren } from './children.mjs'
import { ensureInstalled } from './install.mjs'

ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
await ensureBuilt()
if (existsSync('.env')) process.loadEnvFile('.env')
// Who has not said that this is production is trying it, maybe in a closed network, and is warned of plain http instead of refused.
if (!process.env['NODE_ENV']) process.env['PLAIN_HTTP'] ||= 'allowed'
process.env['NODE_ENV'] ||= 'production'
const { preparePhone } = await import('./phone/prepare-phone.mjs')
const phone = await preparePhone(process.argv.slice(2), process.env)
if (phone.kind === 'refused') {
  console.error(phone.sentence)
  process.exit(1)
}
if (phone.kind === 'ready') Object.assign(process.env, phone.environment)

/** @type {Promise<never> | undefined} */
let stopping
const children = createChildren({
  onEnd: (name) => stop(1, `The ${name} process has ended; stopping the other one too.`),
  onFirstTry: printLinks,
})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => stop(0))
process.on('SIGHUP', hangUp)
leaveWithNpm()

const signaling = await started('signaling', 'dist/signaling/main.js')
await started('web', 'dist/web/main.js')
await printAddresses(signaling.firstTry ?? null)

/** A terminal that closes takes what runs in it along. Where there is none, it is how services are told to read their certificate again. */
function hangUp() {
  if (process.stdin.isTTY || !process.env['TLS_CERT']) stop(0)
  else children.signal('web', 'SIGHUP')
}

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
async function printAddresses(firstTry) {
  printLinks(firstTry)
  if (phone.kind === 'ready') {
    const { phoneWords } = await import('./phone/phone-words.mjs')
    console.log(phoneWords({ ...phone, patientLink: firstTry && patientLink(firstTry) }))
  }
  console.log(`Ready ${address()}`)
}

/** @param {import('./children.mjs').FirstTry | null} firstTry */
function printLinks(firstTry) {
  if (!firstTry) return
  console.log(`Doctor ${address()}/try/${firstTry.doctorSecret}`)
  console.log(`Patient ${patientLink(firstTry)}`)
  console.log(`Administrator ${address()}/setup#${firstTry.administratorCode}`)
}

/** @param {import('./children.mjs').FirstTry} firstTry */
function patientLink({ patientCode }) {
  return `${address()}/join#${patientCode}`
}

/** As config/load.ts has it. */
function address() {
  const scheme = process.env['TLS_CERT']?.trim() ? 'https' : 'http'
  return process.env['PUBLIC_URL']?.trim() || `${scheme}://localhost:${process.env['PORT']?.trim() || 4321}`
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
