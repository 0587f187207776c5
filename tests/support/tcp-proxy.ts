import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { freePort } from './processes.ts'

/** What the line does to what is sent over it. */
export type Line =
  | { is: 'through' }
  /** Nobody listens, and whoever was connected no longer is. */
  | { is: 'cut' }
  /** Nothing passes and nobody is told; what was sent arrives when the line is another one. */
  | { is: 'dark' }
  /** Everything the server says arrives that much later. */
  | { is: 'slow'; ms: number }
  /** Everything is passed on; in place of the answer to the next such command to that collection the connection is reset, once. */
  | { is: 'reset-at-answer'; to: 'insert' | 'update'; collection: string }
  /** Whoever changed nothing, because somebody else came first, is told that they changed one. */
  | { is: 'lying' }

/** Stands between a process and a server, on a port that stays the same whatever the line does. */
export interface TcpProxy {
  readonly port: number
  become(line: Line): Promise<void>
  /** How many answers were lost to a reset. */
  lostAnswers(): number
  close(): Promise<void>
}

/** A command as it begins in the protocol's BSON: its name, and as a string with its length the collection's. */
function commandIn(line: Extract<Line, { is: 'reset-at-answer' }>): Buffer {
  const length = Buffer.alloc(4)
  length.writeInt32LE(line.collection.length + 1)
  return Buffer.concat([Buffer.from(`\u0002${line.to}\0`), length, Buffer.from(`${line.collection}\0`)])
}

/** The field `n` of a reply, a 32-bit integer in BSON. */
const NONE = Buffer.from('\u0010n\0\0\0\0\0')
const ONE = Buffer.from('\u0010n\0\u0001\0\0\0')

function lied(part: Buffer): Buffer {
  const told = Buffer.from(part)
  for (let at = told.indexOf(NONE); at >= 0; at = told.indexOf(NONE, at)) ONE.copy(told, at)
  return told
}

export async function createTcpProxy(target: { host: string; port: number }, first: Line): Promise<TcpProxy> {
  const port = await freePort()
  const pairs = new Set<{ near: Socket; far: Socket }>()
  let line: Line = first
  let server: Server | null = null
  let lost = 0

  function accept(near: Socket): void {
    const far = connect(target)
    const pair = { near, far }
    let isAsked = false
    pairs.add(pair)
    const end = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) {
      // Whatever ended it, the other side of the pair ends too.
      socket.on('error', end)
      socket.on('close', end)
      socket.setNoDelay()
    }
    near.on('data', (part) => {
      isAsked = line.is === 'reset-at-answer' && part.includes(commandIn(line))
      far.write(part)
    })
    far.on('data', (part) => {
      if (line.is === 'reset-at-answer' && isAsked) {
        line = { is: 'through' }
        lost += 1
        near.resetAndDestroy()
        far.destroy()
      } else if (line.is === 'slow') {
        setTimeout(() => near.writable && near.write(part), line.ms)
      } else {
        near.write(line.is === 'lying' ? lied(part) : part)
      }
    })
    if (line.is === 'dark') hold(pair)
  }

  function hold({ near, far }: { near: Socket; far: Socket }): void {
    near.pause()
    far.pause()
  }

  async function listen(): Promise<void> {
    if (server) return
    server = createServer(accept).listen(port, '127.0.0.1')
    await once(server, 'listening')
  }

  async function cut(): Promise<void> {
    const listening = server
    server = null
    for (const { near, far } of pairs) {
      near.destroy()
      far.destroy()
    }
    if (listening) await new Promise((resolve) => listening.close(resolve))
  }

  async function become(next: Line): Promise<void> {
    line = next
    for (const pair of pairs) {
      if (next.is === 'dark') hold(pair)
      else for (const socket of [pair.near, pair.far]) socket.resume()
    }
    await (next.is === 'cut' ? cut() : listen())
  }

  await become(first)
  return { port, become, lostAnswers: () => lost, close: cut }
}
