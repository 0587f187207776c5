import './node-version.mjs'
import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { ensureInstalled } from './install.mjs'

const THIS = new URL(import.meta.url).pathname

/**
 * Runs Node in a network lab made for it (tests/netlab/hosts.ts), on the host where the servers are, and takes the lab down whatever happens.
 * The answer is its exit code, or why there can be no lab on this machine.
 *
 * @param {string[]} args @param {Record<string, string>} [env]
 * @returns {Promise<{ code: number } | { why: string }>}
 */
export async function inNetlab(args, env = {}) {
  const { importTypeScript } = await import('./import-typescript.mjs')
  const { whyNoLab, openHosts, LAB_VARIABLE } = await importTypeScript('tests/netlab/hosts.ts')
  const why = whyNoLab()
  if (why !== null) return { why }
  const hosts = openHosts()
  // Whoever asks this process to stop asks the one in the lab, and the lab is taken down after it.
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  const passOn = () => void child?.kill('SIGTERM')
  process.on('SIGTERM', passOn)
  process.on('SIGINT', passOn)
  try {
    return await new Promise((resolve, reject) => {
      child = spawn('ip', ['netns', 'exec', hosts.server, process.execPath, ...args], {
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, ...env, [LAB_VARIABLE]: hosts.lab },
      })
      child.once('error', reject)
      child.once('exit', (code) => resolve({ code: code ?? 1 }))
    })
  } finally {
    process.off('SIGTERM', passOn)
    process.off('SIGINT', passOn)
    hosts.close()
  }
}

/* `npm run netlab -- 9a`: figures of calls under faults, beside a minimal page in the same lab. See docs/netlab.md. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const args = process.argv.slice(2)
  if (process.env['BEDSIDE_LAB'] === undefined) {
    ensureInstalled()
    const { ensureBuilt } = await import('./build.mjs')
    await ensureBuilt()
    const ran = await inNetlab([THIS, ...args])
    if ('why' in ran) console.error(`There can be no network lab on this machine: ${ran.why}. Nothing was measured.`)
    process.exit('why' in ran ? 1 : ran.code)
  }
  const { importTypeScript } = await import('./import-typescript.mjs')
  const { measure } = await importTypeScript('tests/netlab/measures.ts')
  process.exit((await measure(args)) ? 0 : 1)
}
