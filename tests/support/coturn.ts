import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from '../../run/phone/make-certificate.mjs'
import { readRelayUrl } from '../../signaling/turn/relay-url.ts'
import { connectStun } from '../../signaling/turn/stun-connection.ts'
import { CLASS, METHOD, newMessage } from '../../signaling/turn/stun-message.ts'
import { freePort } from './processes.ts'

/** A real coturn with the configuration that clinics are given, deploy/coturn/turnserver.conf. */
export interface Coturn {
  /** The machine's own address it listens and relays on, never 127.0.0.1: that is no peer for anybody. */
  readonly address: string
  readonly secret: string
  readonly stunUrl: string
  readonly urls: { readonly udp: string; readonly tcp: string; readonly tls: string }
  /** Who signed its certificate: a file for NODE_EXTRA_CA_CERTS. */
  readonly authority: string
  /** As settings of Bedside. */
  readonly env: Readonly<Record<'STUN_URLS' | 'TURN_URLS' | 'TURN_SECRET', string>>
  /** Stops and continues the process (SIGSTOP): packets go in and nothing comes out. */
  pause(): void
  stop(): Promise<void>
}

export interface CoturnOptions {
  /** Where it listens, where the machine has several. */
  readonly address?: string
  /** A second address, of the other family, to relay on as well. */
  readonly alsoRelayOn?: string
  /** Left out: free ones. */
  readonly ports?: { readonly plain: number; readonly tls: number }
  /** Changes the configuration's text: for faults. */
  readonly change?: (configuration: string) => string
  /** The name in its certificate; left out: its address. */
  readonly certified?: string
  /** When the certificate was made, to be good for a day. */
  readonly certifiedAt?: number
}

const CONFIGURATION = 'deploy/coturn/turnserver.conf'
const SECRET = 'the secret of a relay made for tests'
const RELAYED_PORTS = 400

/** Why there can be none here; null when there can. */
export function whyNoCoturn(): string | null {
  try {
    execFileSync('turnserver', ['--version'], { stdio: 'ignore' })
  } catch {
    return 'coturn is not installed'
  }
  return ownAddress('IPv4') === null ? 'this machine has no address but its own loopback' : null
}

/** An address of this machine that others could reach. */
export function ownAddress(family: 'IPv4' | 'IPv6'): string | null {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  const found = all.find((one) => one.family === family && !one.internal && !one.address.startsWith('fe80'))
  return found?.address ?? null
}

export async function startCoturn(options: CoturnOptions = {}): Promise<Coturn> {
  const address = options.address ?? ownAddress('IPv4')
  if (address === null) throw new Error('this machine has no address')
  const folder = await mkdtemp(join(tmpdir(), 'bedside-coturn-'))
  const { certified = address, certifiedAt = Date.now() } = options
  const made = await makeCertificate({ names: [certified], days: 1, now: certifiedAt })
  const written = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem'), authority: join(folder, 'ca.pem') }
  for (const part of ['cert', 'key', 'authority'] as const) await writeFile(written[part], made[part], { mode: 0o600 })
  const ports = options.ports ?? { plain: await freePort(), tls: await freePort() }
  const relayOn = [address, ...(options.alsoRelayOn === undefined ? [] : [options.alsoRelayOn])]
  const lowest = Math.min(await freePort(), 65_535 - RELAYED_PORTS)
  const site = [
    'realm=turn.test',
    `static-auth-secret=${SECRET}`,
    `listening-ip=${address}`,
    ...relayOn.flatMap((one) => [`relay-ip=${one}`, `allowed-peer-ip=${one}`]),
    `listening-port=${ports.plain}`,
    `tls-listening-port=${ports.tls}`,
    `min-port=${lowest}`,
    `max-port=${lowest + RELAYED_PORTS}`,
    `cert=${written.cert}`,
    `pkey=${written.key}`,
    `pidfile=${folder}/pid`,
    `userdb=${folder}/db`,
  ]
  const given = readFileSync(CONFIGURATION, 'utf8').replace(
    /^(listening-port|tls-listening-port|min-port|max-port)=.*\n/gm,
    '',
  )
  const text = `${given}\n${site.join('\n')}\n`
  const file = join(folder, 'turnserver.conf')
  await writeFile(file, options.change?.(text) ?? text, { mode: 0o600 })
  const child = spawn('turnserver', ['-c', file], { stdio: 'ignore' })
  const stunUrl = `stun:${address}:${ports.plain}`
  const urls = {
    udp: `turn:${address}:${ports.plain}?transport=udp`,
    tcp: `turn:${address}:${ports.plain}?transport=tcp`,
    tls: `turns:${address}:${ports.tls}?transport=tcp`,
  }
  await answers(stunUrl, child)
  return {
    address,
    secret: SECRET,
    stunUrl,
    urls,
    authority: written.authority,
    env: { STUN_URLS: stunUrl, TURN_URLS: Object.values(urls).join(','), TURN_SECRET: SECRET },
    pause: () => void child.kill('SIGSTOP'),
    async stop() {
      await ended(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Asks until it answers; its UDP listeners are the last thing it opens. */
async function answers(stunUrl: string, child: ChildProcess): Promise<void> {
  const to = readRelayUrl(stunUrl)
  if (to === null) throw new Error(`no address: ${stunUrl}`)
  const deadline = AbortSignal.timeout(15_000)
  while (child.exitCode === null && !deadline.aborted) {
    const connected = await connectStun(to, deadline)
    if (!connected.ok) throw new Error(`coturn cannot be reached: ${connected.why}`)
    const answer = await connected.connection.ask(newMessage(METHOD.binding, CLASS.request))
    connected.connection.close()
    if (answer.ok) return
    // Refused: it does not listen yet.
    await new Promise((again) => setTimeout(again, 20))
  }
  await ended(child)
  throw new Error('coturn did not start')
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}
