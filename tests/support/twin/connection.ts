import type { FakeTrack } from '../fake-media.ts'
import { SimulatedChannel } from './data-channel.ts'
import { type Agreed, Descriptions } from './descriptions.ts'
import { IceAgent, type Registry } from './ice-agent.ts'
import type { Host, Network } from './network.ts'
import { addressOf, madeFingerprint, readSdp, writeSdp } from './sdp.ts'
import { statsOf } from './stats.ts'
import { type Kind, SimulatedTransceiver } from './transceiver.ts'
import { createTurns } from './turns.ts'

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
  connectionState: RTCPeerConnectionState = 'new'
  readonly id: string
  readonly restarts: Restart[] = []
  private configuration: RTCConfiguration
  private isConfigured = true
  private channel: SimulatedChannel | null = null
  private readonly descriptions: Descriptions
  /** It was said that a negotiation is needed, and none has come about since. */
  private isAskedFor = false
  private readonly candidates = new Map<string, string[]>()
  private readonly theirCandidates: string[] = []
  /** The connection that DTLS was made with; it stays that one (RFC 8842). */
  private farId: string | null = null
  private readonly ice: IceAgent
  private readonly wires: Wires
  private readonly host: Host
  private readonly takeTurn: (act: () => void) => Promise<void>

  constructor(wires: Wires, host: Host, configuration: RTCConfiguration) {
    lastConnection += 1
    this.id = `${lastConnection}`
    this.wires = wires
    this.host = host
    this.takeTurn = createTurns(wires.network, () => this.isClosed)
    this.configuration = configuration
    const [certificate] = configuration.certificates ?? []
    const fingerprint = certificate?.getFingerprints()[0]?.value ?? madeFingerprint(lastConnection)
    this.descriptions = new Descriptions(this.id, fingerprint)
    this.ice = new IceAgent(wires.network, host, wires.endpoints, this.id)
    this.ice.onCandidate = (ufrag, line) => this.found(ufrag, line)
    this.ice.onChange = () => this.judge()
    wires.connections.set(this.id, this)
    wires.network.clock.after(MEDIA_EVERY_MS, () => this.sendMedia())
  }

  get localDescription(): { type: string; sdp: string } | null {
    const { local } = this.descriptions
    if (local === null) return null
    return { type: local.type, sdp: writeSdp({ ...local, candidates: this.candidates.get(local.ufrag) ?? [] }) }
  }

  get remoteDescription(): { type: string; sdp: string } | null {
    const { remote } = this.descriptions
    return remote === null ? null : { type: remote.type, sdp: writeSdp(remote) }
  }

  setLocalDescription(): Promise<void> {
    return this.inTurn(() => {
      if (this.descriptions.state === 'have-remote-offer') this.settle(this.descriptions.answer())
      else this.gather(this.descriptions.offer())
    })
  }

  setRemoteDescription({ type, sdp }: { type: 'offer' | 'answer'; sdp: string }): Promise<void> {
    return this.inTurn(() => {
      const described = readSdp(type, sdp)
      if (type === 'offer') this.descriptions.offered(described)
      else this.settle(this.descriptions.answered(described))
      for (const line of described.candidates) this.ice.addRemote(described.ufrag, addressOf(line))
    })
  }

  addIceCandidate({ candidate = '', usernameFragment }: RTCIceCandidateInit): Promise<void> {
    return this.inTurn(() => {
      const known = this.descriptions.theirUfrags
      if (known.length === 0) throw new DOMException('no remote description', 'InvalidStateError')
      const ufrag = usernameFragment ?? ''
      if (!known.includes(ufrag)) throw new DOMException('unknown ufrag', 'OperationError')
      if (candidate === '') return
      this.ice.addRemote(ufrag, addressOf(candidate))
      this.theirCandidates.push(candidate)
    })
  }

  addTransceiver(trackOrKind: FakeTrack | Kind): SimulatedTransceiver {
    this.refuseIfClosed()
    const isKind = typeof trackOrKind === 'string'
    const transceiver = new SimulatedTransceiver(isKind ? trackOrKind : trackOrKind.kind, isKind ? null : trackOrKind)
    this.descriptions.transceivers.push(transceiver)
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
    this.descriptions.wantsData = true
    this.askToNegotiate()
    return this.channel
  }

  getTransceivers(): readonly SimulatedTransceiver[] {
    return this.descriptions.transceivers
  }

  restartIce(): void {
    const at = this.wires.network.clock.elapsed()
    const last = this.restarts.at(-1)
    const { pending, wantsRestart } = this.descriptions
    const isBare = pending !== null && !this.candidates.has(pending.ufrag)
    const since = Math.max(this.host.changedAt, at - UNDER_WAY_MS)
    const isOnTop = wantsRestart && !isBare && last !== undefined && last.at > since
    this.restarts.push({ at, isConfigured: this.isConfigured, isOnTop })
    this.isConfigured = false
    this.descriptions.wantsRestart = true
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
    return statsOf(this.descriptions.transceivers, {
      local: [...this.candidates.values()].flat(),
      remote: this.theirCandidates,
      pair: this.ice.selected,
    })
  }

  close(): void {
    this.connectionState = 'closed'
    this.ice.close()
    this.wires.connections.delete(this.id)
  }

  /** Bytes received so far, by kind: what a person hears and sees. */
  received(kind: Kind): number {
    const ofKind = this.descriptions.transceivers.filter((one) => one.kind === kind)
    return ofKind.reduce((sum, { receiver }) => sum + receiver.bytes, 0)
  }

  private settle({ local, remote }: Agreed): void {
    this.gather(local.ufrag)
    this.ice.use(local.ufrag, remote.ufrag)
    for (const transceiver of this.descriptions.transceivers) {
      if (transceiver.isAnnounced) continue
      transceiver.isAnnounced = true
      this.ontrack?.({ track: transceiver.receiver.track })
    }
    this.judge()
    this.isAskedFor = false
    this.askToNegotiate()
  }

  private get far(): SimulatedConnection | undefined {
    return this.wires.connections.get(this.farId ?? '')
  }

  private gather(ufrag: string): void {
    const { iceServers = [], iceTransportPolicy } = this.configuration
    const relays = iceServers.some(({ urls }) => [urls].flat().some((url) => url.startsWith('turn')))
    this.ice.gather(ufrag, { relays, relayOnly: iceTransportPolicy === 'relay' })
  }

  private found(ufrag: string, line: string | null): void {
    if (line !== null) this.candidates.set(ufrag, [...(this.candidates.get(ufrag) ?? []), line])
    if (!this.descriptions.isOurs(ufrag)) return
    const candidate = line === null ? null : { candidate: line, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: ufrag }
    this.onicecandidate?.({ candidate })
  }

  /** As browsers do (W3C WebRTC, 4.7.3): once all is at rest, only if it is still needed then, and once until it has come about. */
  private askToNegotiate(): void {
    this.wires.network.clock.after(0, () => {
      if (this.isClosed || this.descriptions.state !== 'stable') return
      const { isNeeded } = this.descriptions
      const isNew = isNeeded && !this.isAskedFor
      this.isAskedFor = isNeeded
      if (isNew) this.onnegotiationneeded?.()
    })
  }

  private judge(): void {
    if (this.isClosed) return
    this.handshake()
    const now = this.stateNow()
    if (now === this.connectionState) return
    this.connectionState = now
    this.onconnectionstatechange?.()
    this.openChannel()
  }

  private openChannel(): void {
    const { channel, far } = this
    if (channel === null || far?.channel == null || !this.descriptions.hasData || !far.descriptions.hasData) return
    if (this.connectionState !== 'connected' || far.connectionState !== 'connected') return
    channel.open()
    far.channel.open()
  }

  private stateNow(): RTCPeerConnectionState {
    const { state } = this.ice
    if (this.descriptions.agreed === null) return 'new'
    if (state === 'failed' || state === 'disconnected') return state
    return state === 'connected' && this.farId !== null ? 'connected' : 'connecting'
  }

  /** DTLS: each end by the certificate that the other was told to expect, and once. */
  private handshake(): void {
    const far = this.wires.connections.get(this.ice.selected?.agent.owner ?? '')
    if (this.farId !== null || far === undefined || far.farId !== null) return
    const isMutual = far.ice.selected?.agent.owner === this.id
    const isTrusted = this.descriptions.trusts(far.descriptions) && far.descriptions.trusts(this.descriptions)
    if (!isMutual || !isTrusted) return
    this.farId = far.id
    far.farId = this.id
    far.judge()
  }

  private sendMedia(): void {
    if (this.isClosed) return
    const packets = this.descriptions.transceivers.filter(({ mid, sends }) => mid !== null && sends > 0)
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
    const transceiver = this.descriptions.transceivers.find((one) => one.mid === mid)
    if (transceiver === undefined) return
    transceiver.receiver.packets += 5
    transceiver.receiver.bytes += bytes
  }

  private async inTurn(act: () => void): Promise<void> {
    this.refuseIfClosed()
    await this.takeTurn(act)
  }

  private get isClosed(): boolean {
    return this.connectionState === 'closed'
  }

  private refuseIfClosed(): void {
    if (this.isClosed) throw new DOMException('closed', 'InvalidStateError')
  }
}
