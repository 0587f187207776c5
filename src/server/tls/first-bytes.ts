import type { Socket } from 'node:net'

export type Speaks = 'tls' | 'plain'

/** A TLS record that begins a handshake (RFC 8446, 5.1); no method of HTTP begins with that byte. */
const HANDSHAKE = 0x16
const LINE_AT_MOST = 4_096

/**
 * Waits for a connection's first bytes and tells what it speaks. For `tls` they are put back as if nobody had looked. For `plain` they come
 * along, as far as the end of the first line; a caller that never says as much is cut off after `withinMs`.
 */
export function lookAtFirstBytes(
  socket: Socket,
  withinMs: number,
  tell: (speaks: Speaks, first: Buffer) => void,
): void {
  const parts: Buffer[] = []
  const giveUp = () => socket.destroy()
  const patience = setTimeout(giveUp, withinMs)
  const onData = (part: Buffer) => {
    parts.push(part)
    const seen = Buffer.concat(parts)
    const speaks = seen[0] === HANDSHAKE ? 'tls' : 'plain'
    if (speaks === 'plain' && !seen.includes('\n') && seen.length < LINE_AT_MOST) return
    socket.pause()
    stop()
    if (speaks === 'tls') socket.unshift(seen)
    tell(speaks, seen)
  }
  const stop = () => {
    clearTimeout(patience)
    socket.off('data', onData)
    socket.off('error', giveUp)
    socket.off('close', stop)
  }
  socket.on('data', onData)
  socket.on('error', giveUp)
  socket.on('close', stop)
}
