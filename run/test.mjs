import './node-version.mjs'
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { findBrowser } from './browser.mjs'
import { ensureInstalled } from './install.mjs'
import { playwrightCount, vitestCount } from './test-report.mjs'

/** @typedef {import('./test-report.mjs').Count} Count */

const PLAYWRIGHT = ['node_modules/@playwright/test/cli.js', 'test']
const NETLAB = ['--config=tests/netlab/playwright.config.ts']
/** At the end of the titles of those tests in browsers that everyday work waits for: of what a visit cannot do without, one each. */
const EVERYDAY = '@everyday'

/* `npm test`: what everyday work waits for. `npm test -- --all`: everything. See docs/decisions/0030. */
const asked = process.argv.slice(2)
const all = asked.includes('--all')
if (asked.some((arg) => arg !== '--all')) {
  console.error('`npm test` runs what one waits for, `npm test -- --all` everything; it knows no other word.')
  process.exit(1)
}

ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
const { check } = await import('./check.mjs')
const { inNetlab } = await import('./netlab.mjs')
await ensureBuilt()
rmSync('test-results', { recursive: true, force: true })
mkdirSync('test-results', { recursive: true })

const counts = [{ ...(await check()), skipped: 0 }, vitest(), browserTests(), await netlabTests()]
const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
  counts.reduce((total, count) => total + count[key], 0)
const failures = counts.flatMap((count) => count.failures)
const left = all ? 0 : howMany(['--grep-invert', EVERYDAY]) + howMany(NETLAB)
const retried = counts.flatMap((count) => count.retried ?? [])
say('FAILED:', failures)
say('PASSED AT THE SECOND TRY ONLY (docs/decisions/0031):', retried)
if (left > 0)
  console.log(`\nLEFT OUT: ${left} tests in browsers and in the network lab. \`npm test -- --all\` runs them too.`)
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}${left > 0 ? `, ${left} left out` : ''}`)
process.exit(sum('failed') > 0 ? 1 : 0)

/** @param {string} heading @param {readonly string[]} names */
function say(heading, names) {
  if (names.length > 0) console.log(['', heading, ...names.map((name) => `  ${name}`)].join('\n'))
}

/** Unit, property, contract and process tests. @returns {Count} */
function vitest() {
  const report = 'test-results/vitest.json'
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )
  return vitestCount(report, status)
}

/** Two people in two real browsers. @returns {Count} */
function browserTests() {
  const which = all ? [] : ['--grep', EVERYDAY]
  const browser = findBrowser()
  if (!browser) return cannotRun('no Chromium on this machine and none could be installed', 'browser', which)
  const report = 'test-results/playwright.json'
  const { status } = spawnSync(process.execPath, [...PLAYWRIGHT, ...which, '--reporter=list,json'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  return playwrightCount(report, status)
}

/** Faults under calls between two hosts of a network lab. @returns {Promise<Count>} */
async function netlabTests() {
  if (!all) return { passed: 0, failed: 0, skipped: 0, failures: [] }
  const browser = findBrowser()
  if (!browser) return cannotRun('no Chromium on this machine and none could be installed', 'network lab', NETLAB)
  // Playwright takes a relative one for a place beside its configuration.
  const report = resolve('test-results/netlab.json')
  const ran = await inNetlab([...PLAYWRIGHT, ...NETLAB, '--reporter=list,json'], {
    CHROMIUM: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  })
  return 'why' in ran
    ? cannotRun(`there can be no network lab here: ${ran.why}`, 'network lab', NETLAB)
    : playwrightCount(report, ran.code)
}

/** @param {string} why @param {string} kind @param {readonly string[]} which @returns {Count} */
function cannotRun(why, kind, which) {
  const skipped = howMany(which)
  console.log(`SKIPPED: ${why}: ${skipped} ${kind} tests were not run.`)
  return { passed: 0, failed: 0, skipped, failures: [] }
}

/** @param {readonly string[]} which */
function howMany(which) {
  const { stdout } = spawnSync(process.execPath, [...PLAYWRIGHT, ...which, '--list'], { encoding: 'utf8' })
  return Number(/Total: (\d+) test/.exec(stdout)?.[1] ?? 1)
}
