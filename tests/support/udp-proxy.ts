import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'

export interface UdpProxy {
  readonly port: number
  close(): void
}

/** Stands between those who come to it and a server; what `passes` says no to is lost, either way. */
export async function createUdpProxy(
  to: { address: string; port: number },
  passes: (packet: Buffer) => boolean,
): Promise<UdpProxy> {
  const near = createSocket('udp4')
  /** One towards the server for each who came. */
  const far = new Map<number, Socket>()
  near.on('message', (packet, from) => {
    let socket = far.get(from.port)
    if (socket === undefined) {
      socket = createSocket('udp4').on('message', (answer) => {
        if (passes(answer)) near.send(answer, from.port, from.address)
      })
      far.set(from.port, socket)
    }
    if (passes(packet)) socket.send(packet, to.port, to.address)
  })
  near.bind(0, '127.0.0.1')
  await once(near, 'listening')
  return {
    port: near.address().port,
    close() {
      for (const socket of [near, ...far.values()]) socket.close()
    },
  }
}
