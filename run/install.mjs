import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/**
 * @typedef {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> }} Lockfile
 */

/** Installs the packages when node_modules is not what package-lock.json says. Ends the process with one sentence when that fails. */
export function ensureInstalled() {
  if (isInstalled()) return
  console.error('Installing packages (once, about a minute) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  // Not `npm ci`: it refuses a lockfile that leaves out other platforms' binaries, which is what npm writes where a registry lacks them.
  // stdout stays ours alone: what npm prints is progress, so it goes to stderr.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  const { status } = spawnSync(npm, args, { stdio: ['ignore', 2, 2] })
  if (status !== 0) {
    console.error('The packages could not be installed: is the npm registry within reach?')
    process.exit(1)
  }
}

function isInstalled() {
  if (!existsSync('node_modules/.package-lock.json')) return false
  /** @type {Lockfile} */
  const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  /** @type {Lockfile} */
  const there = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8'))
  return Object.entries(wanted.packages).every(
    ([path, entry]) =>
      path === '' || entry.optional || entry.devOptional || there.packages[path]?.version === entry.version,
  )
}
