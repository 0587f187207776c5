import { LIMITS } from '../../../signaling/contract/limits.ts'
import { REASONS } from '../../../signaling/contract/reasons.ts'
import { isServerMessage } from '../../../signaling/contract/server-message-check.ts'
import type { ConnectionEvents } from '../../../signaling/rooms/connection.ts'
import type { Socket } from '../../../src/call/line-socket.ts'
import type { Clinic } from './clinic.ts'
import type { Host, Network } from './network.ts'
import { createPipe } from './tcp.ts'

/** What goes over the wire besides frames. `reset`: there is nobody any more at that end. */
type Down = { frame: string } | { close: number } | 'accepted' | 'reset' | 'ping'
type Up = { frame: string } | 'connect' | 'close' | 'pong'

const CONNECT_RETRY_MS = 1_000

/** A page's WebSocket to the clinic. It knows as little as a real one: a line that went dead looks open. */
export class SimulatedSocket implements Socket {
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  private state: 'connecting' | 'open' | 'over' = 'connecting'
  private server: ServerEnd | null = null
  private readonly up
  private readonly down
  private readonly clinic: Clinic
  private readonly network: Network
  private readonly isAlive: () => boolean

  constructor(network: Network, host: Host, clinic: Clinic, isAlive: () => boolean) {
    this.network = network
    this.clinic = clinic
    this.isAlive = isAlive
    this.up = createPipe<Up>(network, host, CONNECT_RETRY_MS, (item) => this.reached(item))
    this.down = createPipe<Down>(network, host, CONNECT_RETRY_MS, (item) => this.heard(item))
    this.up.put('connect')
  }

  send(frame: string): void {
    if (this.state === 'connecting') throw new DOMException('not open yet', 'InvalidStateError')
    if (this.state === 'open') this.up.put({ frame })
  }

  close(): void {
    if (this.state === 'over') return
    // It may arrive, late or never.
    this.up.put('close')
    this.finish(1005)
  }

  /** The page is gone and with it whoever listened. */
  drop(): void {
    this.onopen = this.onmessage = this.onclose = null
    this.close()
  }

  private reached(item: Up): void {
    if (item === 'connect') this.accept()
    else if (this.server === null) this.down.put('reset')
    else if (item === 'close') this.server.gone()
    else if (item === 'pong') this.server.isThere()
    else this.server.frame(item.frame)
  }

  private accept(): void {
    const server = openServerEnd(this.network, this.clinic, (item) => this.down.put(item))
    if (server === null) this.down.put('reset')
    else {
      this.server = server
      this.down.put('accepted')
    }
  }

  private heard(item: Down): void {
    if (this.state === 'over') return
    const self = this as unknown as WebSocket
    if (item === 'reset') this.finish(1006)
    // The browser's own doing, whatever becomes of the page.
    else if (item === 'ping') this.up.put('pong')
    else if (item === 'accepted') {
      this.state = 'open'
      if (this.isAlive()) this.onopen?.call(self, new Event('open'))
    } else if ('close' in item) this.finish(item.close)
    else if (this.isAlive()) this.onmessage?.call(self, new MessageEvent('message', { data: item.frame }))
  }

  private finish(code: number): void {
    if (this.state === 'over') return
    this.state = 'over'
    const event = Object.assign(new Event('close'), { code, reason: '', wasClean: code !== 1006 })
    if (code !== 1005 && this.isAlive()) this.onclose?.call(this as unknown as WebSocket, event)
  }
}

interface ServerEnd {
  isThere(): void
  frame(text: string): void
  gone(): void
}

/** The hub's end: like the real server it lets go of a socket on which nothing has arrived for too long. */
function openServerEnd(network: Network, clinic: Clinic, send: (item: Down) => void): ServerEnd | null {
  let events: ConnectionEvents | null = null
  let isOpen = true
  let heardAt = network.clock.elapsed()
  const stopListening = clinic.onKill(() => {
    isOpen = false
    send('reset')
  })

  function gone(): void {
    if (!isOpen) return
    isOpen = false
    stopListening()
    events?.closed()
  }

  events = clinic.connected({
    address: '192.0.2.1',
    send(message) {
      if (!isServerMessage(message)) throw new Error(`The hub said what no server may say: ${JSON.stringify(message)}`)
      if (isOpen) send({ frame: JSON.stringify(message) })
      return isOpen
    },
    close(reason) {
      if (!isOpen) return
      send({ close: REASONS[reason].close ?? 1011 })
      gone()
    },
  })
  if (events === null) {
    stopListening()
    return null
  }

  function watchIdle(): void {
    if (!isOpen) return
    const silentForMs = network.clock.elapsed() - heardAt
    if (silentForMs >= LIMITS.silentMs) {
      gone()
      send('reset')
      return
    }
    if (silentForMs >= LIMITS.askAfterMs) send('ping')
    network.clock.after(LIMITS.askAfterMs / 2, watchIdle)
  }
  watchIdle()

  return {
    isThere() {
      heardAt = network.clock.elapsed()
      if (!isOpen) send('reset')
    },
    frame(text) {
      heardAt = network.clock.elapsed()
      if (isOpen) events?.frame({ text })
      else send('reset')
    },
    gone,
  }
}
