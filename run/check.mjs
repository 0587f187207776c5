import './node-version.mjs'
import { execFile } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { ensureInstalled } from './install.mjs'

const COLORS = `--colors=${process.stdout.isTTY ? 'force' : 'off'}`
/** TypeScript 7, five times as fast; what checks the pages is written for the one before. */
const TSC = 'node_modules/typescript-native/bin/tsc'
/** @type {readonly (readonly [name: string, script: string, ...args: string[]])[]} The longest first. */
const CHECKS = [
  ['types of the pages', 'node_modules/@astrojs/check/bin/astro-check.js', '--minimumFailingSeverity', 'hint'],
  ...['tests', 'browser', 'node', 'pure'].map(
    (zone) => /** @type {const} */ ([`types of the ${zone} zone`, TSC, '-p', `tsconfig/${zone}.json`]),
  ),
  ['format and lint', 'node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', COLORS, '.'],
]
/** As many as the smallest machine has processors. */
const AT_ONCE = 2

/** Formatter, linter and type checks; each failed one says what it found. @returns {Promise<{ passed: number, failed: number, failures: string[] }>} */
export async function check() {
  const left = [...CHECKS]
  /** @type {string[]} */
  const failures = []
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [name, ...command] = next
      const found = await run(command)
      console.log(`${found === null ? 'ok    ' : 'FAILED'} ${name}`)
      if (found === null) continue
      failures.push(name)
      console.log(found)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { passed: CHECKS.length - failures.length, failed: failures.length, failures }
}

/** @param {readonly string[]} command @returns {Promise<string | null>} What it complained of; null: nothing. */
function run(command) {
  return new Promise((resolve) => {
    execFile(process.execPath, command, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve(error === null ? null : `${stdout}\n${stderr}`),
    )
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensureInstalled()
  process.exit((await check()).failed > 0 ? 1 : 0)
}
