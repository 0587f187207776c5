import type { Socket } from '../../src/call/line-socket.ts'

/** A socket whose other end is the test. */
export class FakeSocket implements Socket {
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  readonly sent: unknown[] = []
  closed = false

  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }
  close(): void {
    this.closed = true
  }
  /** The other end's doing. */
  opens(): void {
    this.onopen?.call(this as unknown as WebSocket, new Event('open'))
  }
  says(message: object): void {
    const event = new MessageEvent('message', { data: JSON.stringify(message) })
    this.onmessage?.call(this as unknown as WebSocket, event)
  }
  falls(code = 1006): void {
    const event = Object.assign(new Event('close'), { code, reason: '', wasClean: false })
    this.onclose?.call(this as unknown as WebSocket, event)
  }
}
