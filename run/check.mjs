import './node-version.mjs'
import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { ensureInstalled } from './install.mjs'

const CHECKS = [
  ['format and lint', 'node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '.'],
  ...['pure', 'browser', 'node', 'tests'].map((zone) => [
    `types of the ${zone} zone`,
    'node_modules/typescript/bin/tsc',
    '-p',
    `tsconfig/${zone}.json`,
  ]),
  ['types of the pages', 'node_modules/@astrojs/check/bin/astro-check.js', '--minimumFailingSeverity', 'hint'],
]

/** Formatter, linter and type checks; each failed one says what it found. @returns {{ passed: number, failed: number }} */
export function check() {
  let failed = 0
  for (const [name, script = '', ...args] of CHECKS) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
    console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}`)
    if (status !== 0) {
      failed += 1
      console.log(stdout, stderr)
    }
  }
  return { passed: CHECKS.length - failed, failed }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensureInstalled()
  process.exit(check().failed > 0 ? 1 : 0)
}
