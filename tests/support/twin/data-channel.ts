/** How a channel's bytes travel: `arrive` is called at the other end's connection, unless the network lost it. */
export type Carry = (arrive: () => void) => void

const RESEND_MS = 200
const MOST_IN_A_FLIGHT = 32

/** An RTCDataChannel as far as src/call uses one: ordered, and what the network loses is sent again until the connection is closed. */
export class SimulatedChannel {
  onopen: (() => void) | null = null
  onclose: (() => void) | null = null
  onmessage: ((event: { data: string | ArrayBuffer }) => void) | null = null
  onbufferedamountlow: (() => void) | null = null
  binaryType = 'blob'
  bufferedAmountLowThreshold = 0
  readyState: 'connecting' | 'open' | 'closed' = 'connecting'
  private readonly waiting: (string | ArrayBuffer)[] = []
  private isFlying = false
  private readonly after: (ms: number, call: () => void) => void
  private readonly carry: Carry
  private readonly far: () => SimulatedChannel | null

  constructor(after: (ms: number, call: () => void) => void, carry: Carry, far: () => SimulatedChannel | null) {
    this.after = after
    this.carry = carry
    this.far = far
  }

  get bufferedAmount(): number {
    return this.waiting.reduce((sum, data) => sum + (typeof data === 'string' ? data.length : data.byteLength), 0)
  }

  send(data: string | ArrayBuffer): void {
    if (this.readyState !== 'open') throw new DOMException('not open', 'InvalidStateError')
    this.waiting.push(data)
    this.fly()
  }

  close(): void {
    if (this.readyState === 'closed') return
    const far = this.readyState === 'open' ? this.far() : null
    this.finish()
    far?.finish()
  }

  /** Both connections have agreed on it and can reach each other. */
  open(): void {
    if (this.readyState !== 'connecting') return
    this.readyState = 'open'
    this.onopen?.()
  }

  private fly(): void {
    if (this.isFlying || this.waiting.length === 0 || this.readyState !== 'open') return
    this.isFlying = true
    const flight = this.waiting.slice(0, MOST_IN_A_FLIGHT)
    let hasArrived = false
    this.carry(() => {
      const far = this.far()
      if (hasArrived || far?.readyState !== 'open' || this.readyState !== 'open') return
      hasArrived = true
      this.waiting.splice(0, flight.length)
      for (const data of flight) far.onmessage?.({ data })
      if (this.bufferedAmount <= this.bufferedAmountLowThreshold) this.onbufferedamountlow?.()
      this.isFlying = false
      this.fly()
    })
    this.after(RESEND_MS, () => {
      if (hasArrived) return
      this.isFlying = false
      this.fly()
    })
  }

  private finish(): void {
    this.readyState = 'closed'
    this.waiting.length = 0
    this.after(0, () => this.onclose?.())
  }
}
