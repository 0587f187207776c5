import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PROTOCOL_VERSION } from '../../signaling/contract/limits.ts'
import { createApiClient } from '../support/api-client.ts'
import { failureOf, type Started, start, stop } from '../support/npm-start.ts'
import { freePort } from '../support/processes.ts'
import { openSignaling } from '../support/signaling-client.ts'

/** `npm start` as people run it: what it prints, what it says when it cannot, and that nothing lingers. */

let folder: string
let env: Record<string, string>
const running: Started[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedside-start-'))
  env = { DATA_DIR: join(folder, 'data'), PORT: String(await freePort()), SIGNALING_PORT: String(await freePort()) }
})

afterEach(async () => {
  await Promise.all(running.splice(0).map(stop))
  await chmod(folder, 0o755)
  await rm(folder, { recursive: true, force: true })
})

describe('npm start', () => {
  test('prints two ready links, the administrator link and the address, and the links work', async () => {
    const bedside = started(env)
    const lines = await bedside.until(/^Ready /m)
    const address = `http://localhost:${env['PORT']}`
    expect(lines).toMatch(new RegExp(`^Doctor ${address}/try/\\S+$`, 'm'))
    expect(lines).toMatch(new RegExp(`^Patient ${address}/join#\\S+$`, 'm'))
    expect(lines).toMatch(new RegExp(`^Administrator ${address}/setup#\\S+$`, 'm'))
    expect(lines).toMatch(new RegExp(`^Ready ${address}$`, 'm'))
    const doctor = /^Doctor (\S+)$/m.exec(lines)?.[1] ?? ''
    const response = await fetch(doctor, { redirect: 'manual' })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toMatch(/^\/call\/[0-9a-z]{12}/)
  })

  test('stops both processes on Ctrl-C and ends with 0', async () => {
    const bedside = started(env)
    await bedside.until(/^Ready /m)
    bedside.child.kill('SIGINT')
    const [code] = await once(bedside.child, 'exit')
    expect(code).toBe(0)
    await expect(fetch(`http://127.0.0.1:${env['PORT']}/`)).rejects.toThrow()
    await expect(fetch(`http://127.0.0.1:${env['SIGNALING_PORT']}/healthz`)).rejects.toThrow()
  })

  test('[D1] told to stop, it sends people away to come back before the way to them is gone', async () => {
    const bedside = started(env)
    const lines = await bedside.until(/^Ready /m)
    const api = createApiClient(`http://127.0.0.1:${env['PORT']}`)
    await api.data('trySample', { input: { secret: /\/try\/(\S+)$/m.exec(lines)?.[1] ?? '' } })
    const { roomId } = await api.data('createMeeting', { input: { title: 'A visit' } })
    const { ticket } = await api.data('ticket', { params: { roomId } })
    const doctor = await openSignaling(`http://127.0.0.1:${env['PORT']}`, { origin: `http://localhost:${env['PORT']}` })
    doctor.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'computer' })
    await doctor.next('joined')
    bedside.child.kill('SIGTERM')
    await doctor.next('draining')
    expect(await doctor.closed).toEqual({ code: 1012, reason: 'restarting' })
    const [code] = await once(bedside.child, 'exit')
    expect(code).toBe(0)
  })

  test('when it is killed outright, neither process lingers', async () => {
    const bedside = started(env)
    await bedside.until(/^Ready /m)
    bedside.child.kill('SIGKILL')
    await once(bedside.child, 'exit')
    for (const port of [env['PORT'], env['SIGNALING_PORT']]) await expect.poll(() => isOpen(Number(port))).toBe(false)
  })

  test('when npm is told to stop, neither process lingers', async () => {
    const bedside = started(env, ['npm', 'start'])
    await bedside.until(/^Ready /m)
    bedside.child.kill('SIGTERM')
    for (const port of [env['PORT'], env['SIGNALING_PORT']]) {
      await expect.poll(() => isOpen(Number(port)), { timeout: 10_000 }).toBe(false)
    }
  })

  test('when signaling dies, the web process does not linger', async () => {
    const bedside = started(env)
    await bedside.until(/^Ready /m)
    process.kill(await signalingPid(Number(env['SIGNALING_PORT'])), 'SIGKILL')
    const [code] = await once(bedside.child, 'exit')
    expect(code).toBe(1)
    expect(await isOpen(Number(env['PORT']))).toBe(false)
  })

  test.each(['PORT', 'SIGNALING_PORT'])('a %s in use is told in one sentence that names it', async (name) => {
    const squatter = createServer()
    squatter.listen(Number(env[name]), '127.0.0.1')
    await once(squatter, 'listening')
    try {
      const said = await failure(env)
      expect(said).toContain(env[name])
      expect(said).toMatch(new RegExp(`\\b${name}\\b`))
      expect(sentencesOf(said)).toBe(1)
    } finally {
      squatter.close()
    }
  })

  test('a data folder that cannot be made is told in one sentence that names the setting', async () => {
    const file = join(folder, 'file')
    await writeFile(file, 'not a folder')
    const said = await failure({ ...env, DATA_DIR: join(file, 'data') })
    expect(said).toContain('DATA_DIR')
    expect(sentencesOf(said)).toBe(1)
  })

  test('a wrong setting is told in one sentence with its name and what it should be', async () => {
    const said = await failure({ ...env, PUBLIC_URL: 'visits.example.org' })
    expect(said).toMatch(/PUBLIC_URL .*should be an http or https address/)
    expect(sentencesOf(said)).toBe(1)
  })

  test('a word it does not know is told, with those it knows', async () => {
    const bedside = started(env, [process.execPath, 'run/start.mjs', '--fone'])
    expect(await failureOf(bedside)).toBe('npm start knows --phone and --phone=ADDRESS, but not --fone.')
  })
})

describe('plain http from other machines', () => {
  const ways = [
    ['PUBLIC_URL', { PUBLIC_URL: 'http://visits.example.org' }],
    ['HOST', { HOST: '0.0.0.0' }],
  ] as const

  test.each(ways)('by %s is refused in production, in a sentence that says what to set instead', async (name, set) => {
    const said = await failure({ ...env, ...set, NODE_ENV: 'production' })
    expect(said).toMatch(new RegExp(`^${name} is .*passwords travel in clear; set .*PLAIN_HTTP to allowed\\.$`))
    expect(sentencesOf(said)).toBe(1)
  })

  test.each(ways)('by %s is warned of where nobody has said that this is production', async (_, set) => {
    const bedside = started({ ...env, ...set })
    await bedside.until(/^Ready /m)
    expect(bedside.stderr()).toMatch(/passwords travel in clear\.\n/)
  })

  test.each(ways)('by %s is for the operator to allow', async (_, set) => {
    const bedside = started({ ...env, ...set, NODE_ENV: 'production', PLAIN_HTTP: 'allowed' })
    expect(await bedside.until(/^Ready /m)).toContain('Ready http')
  })
})

function started(environment: Record<string, string>, command?: string[]): Started {
  const bedside = start(environment, command)
  running.push(bedside)
  return bedside
}

function failure(environment: Record<string, string>): Promise<string> {
  return failureOf(started(environment))
}

function sentencesOf(text: string): number {
  return text.split('\n').filter((line) => line.trim() !== '').length
}

async function isOpen(port: number): Promise<boolean> {
  return await fetch(`http://127.0.0.1:${port}/healthz`).then(
    () => true,
    () => false,
  )
}

/** The process that listens on a port of loopback, read from the kernel's tables. */
async function signalingPid(port: number): Promise<number> {
  const { readdirSync, readFileSync, readlinkSync } = await import('node:fs')
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const row = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find((columns) => columns[1]?.endsWith(`:${hex}`) && columns[3] === '0A')
  const inode = row?.[9]
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const links = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`))
      if (links.includes(`socket:[${inode}]`)) return Number(pid)
    } catch {
      // a process that ended while we looked, or one that is not ours to look at
    }
  }
  throw new Error(`nobody listens on ${port}`)
}
