import type { Described } from './sdp.ts'
import { SimulatedTransceiver } from './transceiver.ts'

/** What both ends have said and stand by. */
export interface Agreed {
  readonly local: Described
  readonly remote: Described
}

/** One end's descriptions and the sections they are about (RFC 9429): what was offered, what stands, what is still to be negotiated. */
export class Descriptions {
  state: 'stable' | 'have-local-offer' | 'have-remote-offer' = 'stable'
  agreed: Agreed | null = null
  pending: Described | null = null
  wantsRestart = false
  /** There is a channel, which wants a section. */
  wantsData = false
  readonly transceivers: SimulatedTransceiver[] = []
  private version = 0
  private ufrags = 0
  private readonly session: string
  private readonly fingerprint: string

  constructor(session: string, fingerprint: string) {
    this.session = session
    this.fingerprint = fingerprint
  }

  get local(): Described | null {
    return (this.state === 'have-local-offer' ? this.pending : null) ?? this.agreed?.local ?? null
  }

  get remote(): Described | null {
    return (this.state === 'have-remote-offer' ? this.pending : null) ?? this.agreed?.remote ?? null
  }

  /** Of the other end, for which candidates may come. */
  get theirUfrags(): readonly string[] {
    const offered = this.state === 'have-remote-offer' ? this.pending : null
    return [this.agreed?.remote, offered].flatMap((one) => (one ? [one.ufrag] : []))
  }

  /** What stands, or what is offered just now. */
  isOurs(ufrag: string): boolean {
    return ufrag === this.agreed?.local.ufrag || ufrag === this.pending?.ufrag
  }

  get isNeeded(): boolean {
    return this.wantsRestart || this.transceivers.some(({ mid }) => mid === null) || (this.wantsData && !this.hasData)
  }

  get hasData(): boolean {
    return this.agreed?.local.sections.some(({ kind }) => kind === 'application') ?? false
  }

  /** Is the other end the one that this end was told of? */
  trusts(far: Descriptions): boolean {
    return far.fingerprint === this.agreed?.remote.fingerprint
  }

  /** The name of the candidates that are to be found for it. */
  offer(): string {
    const before = this.agreed?.local.ufrag
    const ufrag = before === undefined || this.wantsRestart ? this.newUfrag() : before
    let mids = this.transceivers.filter(({ mid }) => mid !== null).length
    for (const transceiver of this.transceivers) transceiver.mid ??= `${mids++}`
    this.pending = this.describe('offer', ufrag)
    this.state = 'have-local-offer'
    return ufrag
  }

  offered(offer: Described): void {
    if (this.state === 'have-local-offer') this.rollBack()
    this.pending = offer
    this.state = 'have-remote-offer'
    for (const { mid, kind } of offer.sections) {
      if (kind === 'application') continue
      if (this.transceivers.some((one) => one.mid === mid)) continue
      // Of those that addTransceiver made none is taken for it (RFC 9429, 5.10).
      const transceiver = new SimulatedTransceiver(kind, null)
      transceiver.mid = mid
      transceiver.direction = 'recvonly'
      this.transceivers.push(transceiver)
    }
  }

  answer(): Agreed {
    const offer = this.pending
    if (offer === null) throw new DOMException('an answer to nothing', 'InvalidStateError')
    const isRestart = offer.ufrag !== this.agreed?.remote.ufrag
    const ufrag = isRestart || this.agreed === null ? this.newUfrag() : this.agreed.local.ufrag
    if (isRestart) this.wantsRestart = false
    return this.settle({ local: this.describe('answer', ufrag, offer.sections), remote: offer })
  }

  answered(answer: Described): Agreed {
    const offer = this.pending
    if (this.state !== 'have-local-offer' || offer === null) {
      throw new DOMException('an answer to nothing', 'InvalidStateError')
    }
    if (answer.sections.length !== offer.sections.length) {
      throw new DOMException('an answer to another offer', 'InvalidAccessError')
    }
    if (offer.ufrag !== this.agreed?.local.ufrag) this.wantsRestart = false
    return this.settle({ local: offer, remote: answer })
  }

  private settle(agreed: Agreed): Agreed {
    this.agreed = agreed
    this.pending = null
    this.state = 'stable'
    return agreed
  }

  private rollBack(): void {
    this.pending = null
    for (const transceiver of this.transceivers) {
      if (!this.agreed?.local.sections.some(({ mid }) => mid === transceiver.mid)) transceiver.mid = null
    }
  }

  private describe(type: 'offer' | 'answer', ufrag: string, sections?: Described['sections']): Described {
    this.version += 1
    return {
      type,
      session: this.session,
      version: this.version,
      fingerprint: this.fingerprint,
      ufrag,
      sections: sections ?? [...this.transceivers.map(({ mid, kind }) => ({ mid: mid ?? '', kind })), ...this.data()],
      candidates: [],
    }
  }

  private data(): Described['sections'] {
    return this.wantsData || this.hasData ? [{ mid: 'data', kind: 'application' }] : []
  }

  private newUfrag(): string {
    this.ufrags += 1
    return `u${this.session}x${this.ufrags}`
  }
}
