import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The real processes, started by the tests on free ports with a data folder of their own. */
export interface FirstTry {
  doctorSecret: string
  patientCode: string
  administratorCode: string
}

export interface RunningSignaling {
  /** `http://127.0.0.1:PORT` */
  url: string
  port: number
  dataDir: string
  /** What the printed links are made of, while no account exists. */
  firstTry: FirstTry | null
  child: ChildProcess
  /** Asks it to stop and waits; resolves with its exit code. Deletes the data folder it was given by this harness. */
  stop(): Promise<number | null>
  /** kill -9 unless told otherwise, and waits until it is gone. The data folder stays. */
  kill(signal?: NodeJS.Signals): Promise<void>
}

export interface RunningBedside {
  url: string
  /** Of the web process, on 127.0.0.1. */
  port: number
  signalingUrl: string
  firstTry: FirstTry | null
  doctorUrl: string
  patientUrl: string
  administratorUrl: string
  signaling: RunningSignaling
  web: ChildProcess
  stop(): Promise<void>
}

export interface StartOptions {
  env?: Record<string, string>
  /** An existing folder to use (and leave there) instead of a new temporary one. */
  dataDir?: string
}

/** A process that could not start, with the sentence it said. */
export class StartFailed extends Error {
  override name = 'StartFailed'
}

export async function startSignaling(options: StartOptions = {}): Promise<RunningSignaling> {
  const port = Number(options.env?.['SIGNALING_PORT'] ?? (await freePort()))
  const ownDir = options.dataDir === undefined
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'bedside-')))
  const { child, ready } = launch('dist/signaling/main.js', {
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    ...options.env,
    SIGNALING_PORT: String(port),
  })
  const said = await ready
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    dataDir,
    firstTry: said.firstTry ?? null,
    child,
    async stop() {
      const code = await ended(child, 'SIGTERM')
      if (ownDir) await rm(dataDir, { recursive: true, force: true })
      return code
    },
    async kill(signal = 'SIGKILL') {
      await ended(child, signal)
    },
  }
}

export async function startBedside(options: StartOptions = {}): Promise<RunningBedside> {
  const port = await freePort()
  const scheme = options.env?.['TLS_CERT'] === undefined ? 'http' : 'https'
  const url = options.env?.['PUBLIC_URL'] ?? `${scheme}://${options.env?.['HOST'] ?? 'localhost'}:${port}`
  const env = { ...options.env, PORT: String(port), PUBLIC_URL: url }
  const signaling = await startSignaling({ ...options, env })
  const { child: web, ready } = launch('dist/web/main.js', {
    LOG_LEVEL: 'error',
    ...env,
    SIGNALING_PORT: String(signaling.port),
  })
  await ready
  return {
    url,
    port,
    signalingUrl: signaling.url,
    firstTry: signaling.firstTry,
    doctorUrl: `${url}/try/${signaling.firstTry?.doctorSecret}`,
    patientUrl: `${url}/join#${signaling.firstTry?.patientCode}`,
    administratorUrl: `${url}/setup#${signaling.firstTry?.administratorCode}`,
    signaling,
    web,
    async stop() {
      await ended(web, 'SIGTERM')
      await signaling.stop()
    },
  }
}

interface Said {
  type: string
  sentence?: string
  firstTry?: FirstTry | null
}

/** Starts a built process; its standard error is shown when it fails to start. */
export function launch(script: string, env: Record<string, string>): { child: ChildProcess; ready: Promise<Said> } {
  const child = spawn(process.execPath, ['--enable-source-maps', script], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // The network lab is a closed network; that plain http is refused elsewhere is proven by way of `npm start`.
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', PLAIN_HTTP: 'allowed', ...env },
  })
  let stderr = ''
  child.stderr?.on('data', (part) => {
    stderr += part
  })
  const ready = new Promise<Said>((resolve, reject) => {
    child.once('message', (said: Said) => {
      if (said.type === 'ready') resolve(said)
      else reject(new StartFailed(said.sentence))
    })
    child.once('exit', (code) => reject(new StartFailed(`${script} ended with ${code}: ${stderr}`)))
  })
  return { child, ready }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
  return child.exitCode
}

export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  await new Promise((resolve) => server.close(resolve))
  return address.port
}
