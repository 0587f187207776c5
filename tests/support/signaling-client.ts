import { WebSocket } from 'ws'
import { nextAddress } from './api-client.ts'
import { type Heard, type HeardOf, isHeard, type MaySay } from './heard.ts'

/** A page's socket to the real process. What arrives is held against its schema; nothing waits longer than the test may. */
export interface SignalingClient {
  readonly socket: WebSocket
  say(message: MaySay): void
  /** Any frame: text when it is a string, binary otherwise. */
  sayRaw(frame: string | Uint8Array): void
  /** The next message of that type that nobody has asked for yet; fails when the socket closes first. */
  next<T extends Heard['type']>(type: T): Promise<HeardOf<T>>
  /** Resolves once everything said before has been answered or passed on. */
  settled(): Promise<void>
  /** Resolves when the socket is closed, with how. */
  readonly closed: Promise<{ code: number; reason: string }>
  /** Everything that arrived, in order. */
  readonly heard: readonly Heard[]
  close(): void
}

/** PUBLIC_URL of a process that was told none. */
export const OWN_ORIGIN = 'http://localhost:4321'

export async function openSignaling(
  url: string,
  { origin = OWN_ORIGIN, address = nextAddress() }: { origin?: string | null; address?: string } = {},
): Promise<SignalingClient> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/signal`, {
    ...(origin === null ? {} : { origin }),
    headers: { 'x-forwarded-for': address },
  })
  const heard: Heard[] = []
  const unclaimed: Heard[] = []
  const waiting: { type: string; found: (message: Heard) => void; gone: (error: Error) => void }[] = []

  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => {
      for (const { type, gone } of waiting.splice(0)) {
        gone(new Error(`Closed with ${code} before ${type} came. Heard: ${heard.map((one) => one.type).join(', ')}`))
      }
      resolve({ code, reason: reason.toString() })
    })
  })
  socket.on('message', (data) => {
    const message: unknown = JSON.parse(data.toString())
    if (!isHeard(message)) throw new Error(`No server may say this: ${data.toString()}`)
    heard.push(message)
    const index = waiting.findIndex(({ type }) => type === message.type)
    if (index < 0) unclaimed.push(message)
    else waiting.splice(index, 1)[0]?.found(message)
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  // A socket the server cuts may fail while we still write; `closed` tells of it.
  socket.on('error', () => undefined)

  function next<T extends Heard['type']>(type: T): Promise<HeardOf<T>> {
    const isWanted = (message: Heard): message is HeardOf<T> => message.type === type
    const index = unclaimed.findIndex(isWanted)
    const [found] = index < 0 ? [] : unclaimed.splice(index, 1)
    if (found !== undefined && isWanted(found)) return Promise.resolve(found)
    return new Promise((resolve, reject) => {
      waiting.push({
        type,
        found: (message) => (isWanted(message) ? resolve(message) : reject(new Error(message.type))),
        gone: reject,
      })
    })
  }

  const say = (message: MaySay) => socket.send(JSON.stringify(message))
  return {
    socket,
    say,
    sayRaw: (frame) => socket.send(frame),
    next,
    async settled() {
      say({ type: 'ping' })
      await next('pong')
    },
    closed,
    heard,
    close: () => socket.close(),
  }
}

/** The HTTP status that refused the socket, or `opened`. */
export async function tryToOpen(url: string, origin: string | null): Promise<number | 'opened'> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/signal`, origin === null ? {} : { origin })
  return await new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.close()
      resolve('opened')
    })
    socket.once('unexpected-response', (request, response) => {
      request.destroy()
      resolve(response.statusCode ?? 0)
    })
    socket.once('error', reject)
  })
}
