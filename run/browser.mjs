import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Where a Chromium or Chrome is on this machine; fetched by the system's package manager when there is none. @returns {string | undefined} */
export function findBrowser() {
  return existing() ?? (install() ? existing() : undefined)
}

function existing() {
  return PLACES.find((place) => place && existsSync(place))
}

function install() {
  const isRoot = process.getuid?.() === 0
  if (!existsSync('/usr/bin/apt-get') || !isRoot) return false
  console.error('Installing Chromium with apt-get (once) …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (/** @type {string[]} */ ...args) =>
    spawnSync('apt-get', ['-q', '-y', ...args], { stdio: ['ignore', 2, 2], env })
  apt('update')
  return apt('install', '--no-install-recommends', 'chromium').status === 0
}
