import './node-version.mjs'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { findBrowser } from './browser.mjs'
import { ensureInstalled } from './install.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

const PLAYWRIGHT = ['node_modules/@playwright/test/cli.js', 'test']
const NETLAB = ['--config=tests/netlab/playwright.config.ts']

ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
const { check } = await import('./check.mjs')
const { inNetlab } = await import('./netlab.mjs')
await ensureBuilt()
rmSync('test-results', { recursive: true, force: true })
mkdirSync('test-results', { recursive: true })

const counts = [{ ...check(), skipped: 0 }, vitest(), browserTests(), await netlabTests()]
const sum = (/** @type {keyof Count} */ key) => counts.reduce((total, count) => total + count[key], 0)
const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')]
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed > 0 ? 1 : 0)

/** Unit, property, contract and process tests. @returns {Count} */
function vitest() {
  const report = 'test-results/vitest.json'
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )
  const result = readReport(report)
  if (!result) return { passed: 0, failed: 1, skipped: 0 }
  const failed = result.numFailedTests
  return {
    passed: result.numPassedTests,
    // A file that could not be read or an error outside any test fails the run without a failed test.
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  }
}

/** Two people in two real browsers. @returns {Count} */
function browserTests() {
  const browser = findBrowser()
  if (!browser) return leftOut('no Chromium on this machine and none could be installed', 'browser', [])
  const report = 'test-results/playwright.json'
  const { status } = spawnSync(process.execPath, [...PLAYWRIGHT, '--reporter=list,json'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  return playwrightCount(report, status)
}

/** Faults under calls between two hosts of a network lab. @returns {Promise<Count>} */
async function netlabTests() {
  const browser = findBrowser()
  if (!browser) return leftOut('no Chromium on this machine and none could be installed', 'network lab', NETLAB)
  // Playwright takes a relative one for a place beside its configuration.
  const report = resolve('test-results/netlab.json')
  const ran = await inNetlab([...PLAYWRIGHT, ...NETLAB, '--reporter=list,json'], {
    CHROMIUM: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  })
  return 'why' in ran
    ? leftOut(`there can be no network lab here: ${ran.why}`, 'network lab', NETLAB)
    : playwrightCount(report, ran.code)
}

/** @param {string} why @param {string} kind @param {readonly string[]} which @returns {Count} */
function leftOut(why, kind, which) {
  const { stdout } = spawnSync(process.execPath, [...PLAYWRIGHT, ...which, '--list'], { encoding: 'utf8' })
  const skipped = Number(/Total: (\d+) tests/.exec(stdout)?.[1] ?? 1)
  console.log(`SKIPPED: ${why}: ${skipped} ${kind} tests were not run.`)
  return { passed: 0, failed: 0, skipped }
}

/** @param {string} report @param {number | null} status @returns {Count} */
function playwrightCount(report, status) {
  const result = readReport(report)?.stats
  if (!result) return { passed: 0, failed: 1, skipped: 0 }
  const failed = result.unexpected + result.flaky
  return { passed: result.expected, failed: failed === 0 && status !== 0 ? 1 : failed, skipped: result.skipped }
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined // the runner ended before it wrote one: counted as a failure by the caller
  }
}
