import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { vi } from 'vitest'
import { freePort } from './processes.ts'

/** The proxies clinics are given configurations for, under deploy/; run here with those, but for names, ports and certificates. */
export const PROXIES = ['nginx', 'caddy'] as const
export type ProxyName = (typeof PROXIES)[number]

export interface ReverseProxy {
  /** What goes in at http only, to be sent to https. */
  readonly httpPort: number
  stop(): Promise<void>
}

interface Place {
  readonly folder: string
  readonly port: number
  readonly web: number
  readonly signaling: number
  readonly cert: string
  readonly key: string
}

export function isInstalled(name: ProxyName): boolean {
  return spawnSync(name, [name === 'nginx' ? '-v' : 'version']).status === 0
}

export async function startProxy(name: ProxyName, place: Place): Promise<ReverseProxy> {
  const httpPort = await freePort()
  const child = await (name === 'nginx' ? nginx : caddy)(place, httpPort)
  await vi.waitUntil(() => takesConnections(place.port), { timeout: 10_000 })
  return {
    httpPort,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
    },
  }
}

async function nginx(place: Place, httpPort: number): Promise<ChildProcess> {
  const { folder, port, web, signaling, cert, key } = place
  const site = (await readFile('deploy/nginx/bedside.conf', 'utf8'))
    .replace(/^ *listen \[::\].*$/gm, '')
    .replace('listen 80;', `listen 127.0.0.1:${httpPort};`)
    .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
    .replace(/\/etc\/letsencrypt\S+fullchain\.pem/, cert)
    .replace(/\/etc\/letsencrypt\S+privkey\.pem/, key)
    .replaceAll('visits.example.org', 'localhost')
    .replaceAll('127.0.0.1:4321', `127.0.0.1:${web}`)
    .replaceAll('127.0.0.1:4322', `127.0.0.1:${signaling}`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${join(folder, kind)};`,
  )
  const config = join(folder, 'nginx.conf')
  const main = `daemon off; worker_processes 1; pid ${join(folder, 'nginx.pid')}; events {}`
  await writeFile(config, `${main} http { ${temporary.join(' ')}\n${site}\n}`)
  return spawn('nginx', ['-e', 'stderr', '-c', config], { stdio: 'ignore' })
}

async function caddy(place: Place, httpPort: number): Promise<ChildProcess> {
  const { folder, port, web, signaling, cert, key } = place
  const site = (await readFile('deploy/caddy/Caddyfile', 'utf8'))
    .replace(/^visits\.example\.org \{$/m, `localhost:${port} {\n\ttls ${cert} ${key}`)
    .replaceAll('127.0.0.1:4321', `127.0.0.1:${web}`)
    .replaceAll('127.0.0.1:4322', `127.0.0.1:${signaling}`)
  const config = join(folder, 'Caddyfile')
  await writeFile(config, `{\n\tadmin off\n\thttp_port ${httpPort}\n\thttps_port ${port}\n}\n${site}`)
  const env = { PATH: process.env['PATH'], HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
  return spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', config], { stdio: 'ignore', env })
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
