import './node-version.mjs'
import { existsSync } from 'node:fs'
import { createChildren } from './children.mjs'
import { ensureInstalled } from './install.mjs'

/* The pages come from Astro's development server, which reloads by itself; signaling is built and started again at each change. */
ensureInstalled()
if (existsSync('.env')) process.loadEnvFile('.env')
// Astro's development server speaks http, whatever is set for the real one.
for (const name of ['TLS_CERT', 'TLS_KEY', 'TLS_AUTHORITY']) delete process.env[name]
process.env['ASTRO_TELEMETRY_DISABLED'] = '1'
const port = Number(process.env['PORT'] ?? 4321)
const signalingPort = Number(process.env['SIGNALING_PORT'] ?? 4322)
const { SIGNALING } = await import('./build.mjs')
const [astro, esbuild] = await Promise.all([import('astro'), import('esbuild')])

let children = createChildren({ onEnd })
let restarting = Promise.resolve()
const context = await esbuild.context({
  ...SIGNALING,
  logLevel: 'warning',
  plugins: [
    {
      name: 'restart',
      setup(build) {
        build.onEnd((result) => {
          if (result.errors.length === 0) restarting = restarting.then(restart)
        })
      },
    },
  ],
})
await context.watch()

const target = `http://127.0.0.1:${signalingPort}`
const server = await astro.dev({
  root: '.',
  server: { port, host: process.env['HOST'] ?? '127.0.0.1' },
  vite: {
    server: {
      strictPort: true,
      proxy: {
        '/signal': { target, ws: true },
        '/create-meeting': target,
        '/api/': target,
        '/openapi.json': target,
      },
    },
  },
})

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, async () => {
    await Promise.all([children.stop(), server.stop(), context.dispose()])
    process.exit(0)
  })
}

async function restart() {
  await children.stop()
  children = createChildren({ onEnd })
  const said = await children.start('signaling', 'dist/signaling/main.js')
  if (said.type !== 'ready' || !said.firstTry) return
  const address = process.env['PUBLIC_URL'] ?? `http://localhost:${port}`
  console.log(`Doctor ${address}/try/${said.firstTry.doctorSecret}`)
  console.log(`Patient ${address}/join#${said.firstTry.patientCode}`)
}

/** @param {string} name */
function onEnd(name) {
  console.error(`The ${name} process has ended; it starts again at the next change.`)
}
