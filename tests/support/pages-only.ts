import { once } from 'node:events'
import { request as ask, createServer } from 'node:http'
import type { Duplex } from 'node:stream'

export interface PagesOnly {
  stop(): Promise<void>
}

/**
 * A network as some hospitals have it, on `port` before a web process on `behind`: pages pass, and nothing that wants to stay open. That is
 * refused, or held without an answer.
 */
export async function startPagesOnly(port: number, behind: number, lasting: 'refused' | 'held'): Promise<PagesOnly> {
  const held = new Set<Duplex>()
  const wall = createServer((request, response) => {
    const { method, headers, url: path } = request
    const onward = ask({ host: '127.0.0.1', port: behind, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  wall.on('upgrade', (_request, socket) => {
    if (lasting === 'refused') return socket.destroy()
    held.add(socket)
    return socket.on('close', () => held.delete(socket)).on('error', () => undefined)
  })
  wall.listen(port, '127.0.0.1')
  await once(wall, 'listening')
  return {
    async stop() {
      wall.closeAllConnections()
      for (const socket of held) socket.destroy()
      await new Promise((closed) => wall.close(closed))
    },
  }
}
