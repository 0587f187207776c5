import { connect, type Socket } from 'node:net'

/** Bytes on a plain socket, for what no client library would send. */
export interface RawConnection {
  readonly socket: Socket
  /** All that came back, once the other side has closed. */
  readonly reply: Promise<string>
}

export function rawConnection(port: number, first: string): RawConnection {
  const socket = connect(port, '127.0.0.1')
  socket.setEncoding('latin1')
  let text = ''
  socket.on('data', (part) => {
    text += part
  })
  const reply = new Promise<string>((resolve) => {
    socket.once('close', () => resolve(text))
    socket.on('error', () => resolve(text))
  })
  socket.write(first, 'latin1')
  return { socket, reply }
}
