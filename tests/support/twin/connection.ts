import type { FakeTrack } from '../fake-media.ts'
import { SimulatedChannel } from './data-channel.ts'
import { IceAgent, type Registry } from './ice-agent.ts'
import type { Host, Network } from './network.ts'
import { addressOf, type Described, readSdp, writeSdp } from './sdp.ts'
import { type Kind, SimulatedTransceiver } from './transceiver.ts'

/** All connections of a world: who answers to which name, and where. */
export interface Wires {
  readonly network: Network
  readonly endpoints: Registry
  readonly connections: Map<string, SimulatedConnection>
}

export interface Restart {
  readonly at: number
  /** The servers had been set anew since the restart before. */
  readonly isConfigured: boolean
  /** The one before was still under way. */
  readonly isOnTop: boolean
}

const MEDIA_EVERY_MS = 100
/** A restart that nobody has answered by then is given up; one from before the network changed, or that found nothing, is void. */
const UNDER_WAY_MS = 2_000

let lastConnection = 0

/**
 * An RTCPeerConnection (W3C WebRTC 1.0) as far as src/call uses one, over the simulated network: descriptions and rollback, trickled
 * candidates, restarts, connection states, media that arrives only where ICE and DTLS both agree. It refuses what a browser refuses.
 */
export class SimulatedConnection {
  onnegotiationneeded: (() => void) | null = null
  onicecandidate: ((event: { candidate: RTCIceCandidateInit | null }) => void) | null = null
  onconnectionstatechange: (() => void) | null = null
  ontrack: ((event: { track: FakeTrack }) => void) | null = null
  signalingState: 'stable' | 'have-local-offer' | 'have-remote-offer' | 'closed' = 'stable'
  connectionState: RTCPeerConnectionState = 'new'
  readonly id: string
  readonly restarts: Restart[] = []
  private configuration: RTCConfiguration
  private isConfigured = true
  private transceivers: SimulatedTransceiver[] = []
  private channel: SimulatedChannel | null = null
  private stable: { local: Described; remote: Described } | null = null
  private pending: Described | null = null
  private wantsRestart = false
  /** It was said that a negotiation is needed, and none has come about since. */
  private isAskedFor = false
  private version = 0
  private ufrags = 0
  private readonly candidates = new Map<string, string[]>()
  private readonly theirCandidates: string[] = []
  /** The connection that DTLS was made with; it stays that one (RFC 8842). */
  private farId: string | null = null
  private readonly fingerprint: string
  private readonly ice: IceAgent
  private readonly wires: Wires
  private readonly host: Host
  private chain: Promise<void> = Promise.resolve()

  constructor(wires: Wires, host: Host, configuration: RTCConfiguration) {
    lastConnection += 1
    this.id = `${lastConnection}`
    this.wires = wires
    this.host = host
    this.configuration = configuration
    const [certificate] = configuration.certificates ?? []
    this.fingerprint = certificate?.getFingerprints()[0]?.value ?? madeFingerprint(lastConnection)
    this.ice = new IceAgent(wires.network, host, wires.endpoints, this.id)
    this.ice.onCandidate = (ufrag, line) => this.found(ufrag, line)
    this.ice.onChange = () => this.judge()
    wires.connections.set(this.id, this)
    wires.network.clock.after(MEDIA_EVERY_MS, () => this.sendMedia())
  }

  get localDescription(): { type: string; sdp: string } | null {
    const offered = this.pending !== null && this.signalingState === 'have-local-offer' ? this.pending : null
    const described = offered ?? this.stable?.local ?? null
    if (described === null) return null
    const sdp = writeSdp({ ...described, candidates: this.candidates.get(described.ufrag) ?? [] })
    return { type: described.type, sdp }
  }

  get remoteDescription(): { type: string; sdp: string } | null {
    const offered = this.pending !== null && this.signalingState === 'have-remote-offer' ? this.pending : null
    const described = offered ?? this.stable?.remote ?? null
    return described === null ? null : { type: described.type, sdp: writeSdp(described) }
  }

  setLocalDescription(): Promise<void> {
    return this.inTurn(() => {
      if (this.signalingState === 'have-remote-offer') this.answer()
      else this.offer()
    })
  }

  setRemoteDescription({ type, sdp }: { type: 'offer' | 'answer'; sdp: string }): Promise<void> {
    return this.inTurn(() => {
      const described = readSdp(type, sdp)
      if (type === 'offer') this.offered(described)
      else this.answered(described)
      for (const line of described.candidates) this.ice.addRemote(described.ufrag, addressOf(line))
    })
  }

  addIceCandidate({ candidate = '', usernameFragment }: RTCIceCandidateInit): Promise<void> {
    return this.inTurn(() => {
      const known = [this.stable?.remote, this.signalingState === 'have-remote-offer' ? this.pending : null]
      if (known.every((one) => !one)) throw new DOMException('no remote description', 'InvalidStateError')
      const ufrag = usernameFragment ?? ''
      if (!known.some((one) => one?.ufrag === ufrag)) throw new DOMException('unknown ufrag', 'OperationError')
      if (candidate === '') return
      this.ice.addRemote(ufrag, addressOf(candidate))
      this.theirCandidates.push(candidate)
    })
  }

  addTransceiver(trackOrKind: FakeTrack | Kind): SimulatedTransceiver {
    this.refuseIfClosed()
    const isKind = typeof trackOrKind === 'string'
    const transceiver = new SimulatedTransceiver(isKind ? trackOrKind : trackOrKind.kind, isKind ? null : trackOrKind)
    this.transceivers.push(transceiver)
    this.askToNegotiate()
    return transceiver
  }

  /** One, which both ends make under the same number; it shares one section. */
  createDataChannel(_label: string, { negotiated, id }: RTCDataChannelInit): SimulatedChannel {
    this.refuseIfClosed()
    if (!negotiated || id !== 0 || this.channel !== null) throw new DOMException('not simulated', 'OperationError')
    this.channel = new SimulatedChannel(
      (ms, call) => void this.wires.network.clock.after(ms, call),
      (arrive) => this.ice.send(({ owner }) => owner === this.farId && arrive()),
      () => this.far?.channel ?? null,
    )
    this.askToNegotiate()
    return this.channel
  }

  getTransceivers(): readonly SimulatedTransceiver[] {
    return this.transceivers
  }

  restartIce(): void {
    const at = this.wires.network.clock.elapsed()
    const last = this.restarts.at(-1)
    const isBare = this.pending !== null && !this.candidates.has(this.pending.ufrag)
    const since = Math.max(this.host.changedAt, at - UNDER_WAY_MS)
    const isOnTop = this.wantsRestart && !isBare && last !== undefined && last.at > since
    this.restarts.push({ at, isConfigured: this.isConfigured, isOnTop })
    this.isConfigured = false
    this.wantsRestart = true
    this.askToNegotiate()
  }

  getConfiguration(): RTCConfiguration {
    return this.configuration
  }

  setConfiguration(configuration: RTCConfiguration): void {
    this.refuseIfClosed()
    this.configuration = configuration
    this.isConfigured = true
  }

  async getStats(): Promise<Map<string, object>> {
    const report = new Map<string, object>()
    for (const { kind, mid, receiver } of this.transceivers) {
      if (mid === null) continue
      const { packets, bytes } = receiver
      report.set(`in ${mid}`, {
        type: 'inbound-rtp',
        kind,
        packetsReceived: packets,
        packetsLost: 0,
        bytesReceived: bytes,
      })
    }
    const found = { 'local-candidate': [...this.candidates.values()].flat(), 'remote-candidate': this.theirCandidates }
    for (const [type, lines] of Object.entries(found)) {
      for (const line of lines) {
        report.set(`${type} ${line}`, { type, candidateType: line.includes('typ relay') ? 'relay' : 'host' })
      }
    }
    const pair = this.ice.selected
    if (pair !== null) {
      const kindOf = ({ isRelayed }: { isRelayed: boolean }) => (isRelayed ? 'relay' : 'host')
      report.set('L', { type: 'local-candidate', candidateType: kindOf(pair.from) })
      report.set('R', { type: 'remote-candidate', candidateType: kindOf(pair.to) })
      report.set('P', { type: 'candidate-pair', nominated: true, localCandidateId: 'L', remoteCandidateId: 'R' })
      report.set('T', { type: 'transport', selectedCandidatePairId: 'P' })
    }
    return report
  }

  close(): void {
    this.signalingState = 'closed'
    this.connectionState = 'closed'
    this.ice.close()
    this.wires.connections.delete(this.id)
  }

  /** Bytes received so far, by kind: what a person hears and sees. */
  received(kind: Kind): number {
    return this.transceivers.filter((one) => one.kind === kind).reduce((sum, { receiver }) => sum + receiver.bytes, 0)
  }

  private offer(): void {
    const before = this.stable?.local.ufrag
    const ufrag = before === undefined || this.wantsRestart ? this.newUfrag() : before
    let mids = this.transceivers.filter(({ mid }) => mid !== null).length
    for (const transceiver of this.transceivers) transceiver.mid ??= `${mids++}`
    this.pending = this.describe('offer', ufrag)
    this.signalingState = 'have-local-offer'
    this.gather(ufrag)
  }

  private offered(offer: Described): void {
    if (this.signalingState === 'have-local-offer') this.rollBack()
    this.pending = offer
    this.signalingState = 'have-remote-offer'
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

  private answer(): void {
    const offer = this.pending
    if (offer === null) return
    const isRestart = offer.ufrag !== this.stable?.remote.ufrag
    const ufrag = isRestart || this.stable === null ? this.newUfrag() : this.stable.local.ufrag
    if (isRestart) this.wantsRestart = false
    const local = this.describe('answer', ufrag, offer.sections)
    this.settle(local, offer)
  }

  private answered(answer: Described): void {
    const offer = this.pending
    if (this.signalingState !== 'have-local-offer' || offer === null) {
      throw new DOMException('an answer to nothing', 'InvalidStateError')
    }
    if (answer.sections.length !== offer.sections.length) {
      throw new DOMException('an answer to another offer', 'InvalidAccessError')
    }
    if (offer.ufrag !== this.stable?.local.ufrag) this.wantsRestart = false
    this.settle(offer, answer)
  }

  private settle(local: Described, remote: Described): void {
    this.stable = { local, remote }
    this.pending = null
    this.signalingState = 'stable'
    this.gather(local.ufrag)
    this.ice.use(local.ufrag, remote.ufrag)
    for (const transceiver of this.transceivers) {
      if (transceiver.isAnnounced) continue
      transceiver.isAnnounced = true
      this.ontrack?.({ track: transceiver.receiver.track })
    }
    this.judge()
    this.isAskedFor = false
    this.askToNegotiate()
  }

  private rollBack(): void {
    this.pending = null
    for (const transceiver of this.transceivers) {
      if (!this.stable?.local.sections.some(({ mid }) => mid === transceiver.mid)) transceiver.mid = null
    }
  }

  private describe(type: 'offer' | 'answer', ufrag: string, sections?: Described['sections']): Described {
    this.version += 1
    return {
      type,
      session: this.id,
      version: this.version,
      fingerprint: this.fingerprint,
      ufrag,
      sections: sections ?? [...this.transceivers.map(({ mid, kind }) => ({ mid: mid ?? '', kind })), ...this.data()],
      candidates: [],
    }
  }

  private data(): Described['sections'] {
    return this.channel === null && !this.hasDataSection ? [] : [{ mid: 'data', kind: 'application' }]
  }

  private get hasDataSection(): boolean {
    return this.stable?.local.sections.some(({ kind }) => kind === 'application') ?? false
  }

  private get far(): SimulatedConnection | undefined {
    return this.wires.connections.get(this.farId ?? '')
  }

  private newUfrag(): string {
    this.ufrags += 1
    return `u${this.id}x${this.ufrags}`
  }

  private gather(ufrag: string): void {
    const { iceServers = [], iceTransportPolicy } = this.configuration
    const relays = iceServers.some(({ urls }) => [urls].flat().some((url) => url.startsWith('turn')))
    this.ice.gather(ufrag, { relays, relayOnly: iceTransportPolicy === 'relay' })
  }

  private found(ufrag: string, line: string | null): void {
    if (line !== null) this.candidates.set(ufrag, [...(this.candidates.get(ufrag) ?? []), line])
    if (ufrag !== this.stable?.local.ufrag && ufrag !== this.pending?.ufrag) return
    const candidate = line === null ? null : { candidate: line, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: ufrag }
    this.onicecandidate?.({ candidate })
  }

  /** As browsers do (W3C WebRTC, 4.7.3): once all is at rest, only if it is still needed then, and once until it has come about. */
  private askToNegotiate(): void {
    this.wires.network.clock.after(0, () => {
      if (this.signalingState !== 'stable') return
      const isNeeded =
        this.wantsRestart ||
        this.transceivers.some(({ mid }) => mid === null) ||
        (this.channel !== null && !this.hasDataSection)
      const isNew = isNeeded && !this.isAskedFor
      this.isAskedFor = isNeeded
      if (isNew) this.onnegotiationneeded?.()
    })
  }

  private judge(): void {
    if (this.signalingState === 'closed') return
    this.handshake()
    const now = this.stateNow()
    if (now === this.connectionState) return
    this.connectionState = now
    this.onconnectionstatechange?.()
    this.openChannel()
  }

  private openChannel(): void {
    const { channel, far } = this
    if (channel === null || far?.channel == null || !this.hasDataSection || !far.hasDataSection) return
    if (this.connectionState !== 'connected' || far.connectionState !== 'connected') return
    channel.open()
    far.channel.open()
  }

  private stateNow(): RTCPeerConnectionState {
    const { state } = this.ice
    if (this.stable === null) return 'new'
    if (state === 'failed' || state === 'disconnected') return state
    return state === 'connected' && this.farId !== null ? 'connected' : 'connecting'
  }

  /** DTLS: each end by the certificate that the other was told to expect, and once. */
  private handshake(): void {
    const far = this.wires.connections.get(this.ice.selected?.agent.owner ?? '')
    if (this.farId !== null || far === undefined || far.farId !== null) return
    const isMutual = far.ice.selected?.agent.owner === this.id
    const isTrusted =
      far.fingerprint === this.stable?.remote.fingerprint && this.fingerprint === far.stable?.remote.fingerprint
    if (!isMutual || !isTrusted) return
    this.farId = far.id
    far.farId = this.id
    far.judge()
  }

  private sendMedia(): void {
    if (this.signalingState === 'closed') return
    const packets = this.transceivers.filter(({ mid, sends }) => mid !== null && sends > 0)
    if (this.farId !== null && packets.length > 0) {
      this.ice.send(({ owner }) => {
        if (owner !== this.farId) return
        const far = this.wires.connections.get(owner)
        for (const { mid, sends } of packets) far?.take(mid, sends)
      })
    }
    this.wires.network.clock.after(MEDIA_EVERY_MS, () => this.sendMedia())
  }

  private take(mid: string | null, bytes: number): void {
    const transceiver = this.transceivers.find((one) => one.mid === mid)
    if (transceiver === undefined) return
    transceiver.receiver.packets += 5
    transceiver.receiver.bytes += bytes
  }

  /** Descriptions and candidates go one after the other, each in its own time, and never come to an end once it is closed. */
  private async inTurn(act: () => void): Promise<void> {
    this.refuseIfClosed()
    const { clock, random } = this.wires.network
    const done = this.chain.then(
      () =>
        new Promise<void>((resolve, reject) => {
          clock.after(Math.round(random() * 10), () => {
            if (this.signalingState === 'closed') return
            try {
              act()
              resolve()
            } catch (error) {
              reject(error)
            }
          })
        }),
    )
    this.chain = done.catch(() => undefined)
    await done
  }

  private refuseIfClosed(): void {
    if (this.signalingState === 'closed') throw new DOMException('closed', 'InvalidStateError')
  }
}

export function madeFingerprint(seed: number): string {
  return Array.from({ length: 32 }, (_, index) => ((seed * 31 + index * 7) & 255).toString(16).padStart(2, '0')).join(
    ':',
  )
}
