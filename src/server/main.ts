import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { loadSettings } from '../../config/load.ts'
import type { Settings } from '../../config/settings.ts'
import { createTrustedProxies } from './forwarded-address.ts'
import { httpsPromise } from './https-promise.ts'
import { createLog } from './log.ts'
import { plainHttpTrouble } from './plain-http.ts'
import { openTls, type Tls } from './tls/open-tls.ts'
import { createWebServer, type Render } from './web-server.ts'

/** The web process: reads its settings, listens, says so to whoever started it, and stops cleanly when told to or left alone. */

const FINISH_WITHIN_MS = 4_000

const loaded = loadSettings(process.env)
if (!loaded.ok) fail(loaded.problems.join(' '))
const { settings } = loaded
const trustedProxies = createTrustedProxies(settings.trustedProxies)
if (trustedProxies === null) fail('TRUSTED_PROXIES should be IP addresses, separated by commas.')
const plainHttp = plainHttpTrouble(settings)
if (plainHttp !== null) {
  if (settings.plainHttp === 'refused' && process.env['NODE_ENV'] === 'production') fail(plainHttp.refusal)
  process.stderr.write(`${plainHttp.warning}\n`)
}
const tls = tlsOf(settings)

// `disconnect`: whoever started us is gone, and nobody would ever stop us. Until we listen there is nothing to bring to an end.
let stopping = false
let bringToAnEnd: () => void = () => process.exit(0)
for (const word of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(word, stop)

const log = createLog(settings.logLevel, (line) => process.stdout.write(line))
const { signalingHost, signalingPort } = settings
const { server, pipe } = createWebServer({
  publicUrl: settings.publicUrl,
  httpsPromise: httpsPromise({ publicUrl: settings.publicUrl, certificate: tls?.certificate ?? 'of-a-proxy' }),
  ...(tls === null ? {} : { openServer: tls.openServer, authority: tls.authority }),
  signaling: { host: signalingHost, port: signalingPort },
  signalingBase: `http://${signalingHost.includes(':') ? `[${signalingHost}]` : signalingHost}:${signalingPort}`,
  trustedProxies,
  clientFolder: fileURLToPath(new URL('./client/', import.meta.url)),
  render: await loadPages(),
  log,
  isStopping: () => stopping,
})

server.once('error', (error: NodeJS.ErrnoException) => fail(listenSentence(error)))
server.listen(settings.port, settings.host)
await once(server, 'listening')
bringToAnEnd = () => {
  server.close(() => process.exit(0))
  // What was busy when we closed is kept alive by Node once it has its answer.
  setInterval(() => server.closeIdleConnections(), 50)
  setTimeout(() => {
    pipe.closeAll()
    server.closeAllConnections()
    process.exit(0)
  }, FINISH_WITHIN_MS)
}
const renewal = tls?.keepUp(log)
if (renewal !== undefined) process.on('SIGHUP', renewal.look)
log.info('listening', { port: settings.port })
process.send?.({ type: 'ready' })

function tlsOf({ tlsCert, tlsKey, tlsAuthority, publicUrl }: Settings): Tls | null {
  if (tlsCert === null || tlsKey === null) return null
  const opened = openTls({ cert: tlsCert, key: tlsKey, authority: tlsAuthority }, publicUrl)
  return opened.ok ? opened.tls : fail(opened.sentence)
}

/** Astro's build, beside this file. Imported late: its pages read the settings, which have been checked by now. */
async function loadPages(): Promise<Render> {
  const entry: { handler: Render } = await import(new URL('./server/entry.mjs', import.meta.url).href)
  return entry.handler
}

function listenSentence(error: NodeJS.ErrnoException): string {
  const { host, port } = settings
  if (error.code === 'EADDRINUSE') return `Port ${port} on ${host} is in use; set PORT to a free one.`
  if (error.code === 'EACCES') return `Port ${port} is not open to this user; set PORT to one above 1023.`
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `${host} is no address of this machine; set HOST to one that is.`
  }
  return `The web process cannot listen on ${host}:${port} (${error.code ?? error.name}).`
}

function fail(sentence: string): never {
  // Said first: whoever started us may end us as soon as they are told.
  process.stderr.write(`${sentence}\n`)
  process.send?.({ type: 'failed', sentence })
  process.exit(1)
}

/** Takes no more, lets what is under way end, then ends. Signaling says good-bye to its sockets itself, through us. */
function stop(): void {
  if (stopping) return
  stopping = true
  log.info('stopping')
  bringToAnEnd()
}
