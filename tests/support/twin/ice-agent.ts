import type { Endpoint, Host, Network } from './network.ts'

/** Every open agent's endpoints, by candidate address: where a datagram that arrives there is heard. */
export type Registry = Map<string, { endpoint: Endpoint; agent: IceAgent }>

interface Remote {
  readonly ufrag: string
  readonly addresses: Set<string>
}

interface Pair {
  readonly from: Endpoint
  readonly to: Endpoint
  readonly agent: IceAgent
  respondedAt: number
}

export type IceState = 'new' | 'checking' | 'connected' | 'disconnected' | 'failed' | 'closed'

const CHECK_EVERY_MS = 200
const HOST_MS = 10
const RELAY_MS = 80
/** As Chromium has them, about. */
const DISCONNECTED_AFTER_MS = 5_000
const FAILED_AFTER_MS = 20_000
const CHECKING_FAILED_AFTER_MS = 15_000

let lastPort = 40_000

/**
 * One connection's ICE (RFC 8445) as far as an engine can tell: generations by ufrag, candidates that trickle, checks that find
 * pairs (also over candidates nobody signalled), consent that runs out, restarts under which the old pair goes on.
 */
export class IceAgent {
  state: IceState = 'new'
  selected: Pair | null = null
  readonly owner: string
  /** What was found for a generation of ours, as a candidate's line; null: no more. */
  onCandidate: (ufrag: string, line: string | null) => void = () => undefined
  onChange: () => void = () => undefined
  private local: string | null = null
  private remote: Remote | null = null
  /** Ours that checks may still be addressed to: the one in use and the one offered. */
  private readonly answersTo = new Map<string, Endpoint[]>()
  private readonly heardOf = new Map<string, Remote>()
  private pairs: Pair[] = []
  private heardAt = 0
  private checkingSince = 0
  private readonly network: Network
  private readonly host: Host
  private readonly registry: Registry

  constructor(network: Network, host: Host, registry: Registry, owner: string) {
    this.network = network
    this.host = host
    this.registry = registry
    this.owner = owner
  }

  /** Finds candidates for a generation that a description of ours has just named. */
  gather(ufrag: string, { relays, relayOnly }: { relays: boolean; relayOnly: boolean }): void {
    if (this.answersTo.has(ufrag)) return
    this.answersTo.set(ufrag, [])
    const found = (isRelayed: boolean) => {
      const isPossible = this.network.passes(this.host, this.host.address) || (!isRelayed && this.host.isUp)
      if (this.state !== 'closed' && isPossible) this.found(ufrag, isRelayed)
    }
    if (!relayOnly) this.network.clock.after(HOST_MS, () => found(false))
    this.network.clock.after(RELAY_MS, () => {
      if (relays) found(true)
      if (this.state !== 'closed') this.onCandidate(ufrag, null)
    })
  }

  /** Both descriptions stand. The same generations again: nothing changes. */
  use(local: string, remote: string): void {
    if (this.local === local && this.remote?.ufrag === remote) return
    this.local = local
    this.remote = this.heardOf.get(remote) ?? { ufrag: remote, addresses: new Set() }
    this.heardOf.set(remote, this.remote)
    for (const ufrag of this.answersTo.keys()) if (ufrag !== local && ufrag !== this.selectedUfrag) this.forget(ufrag)
    const isFirst = this.state === 'new'
    this.pairs = []
    this.checkingSince = this.network.clock.elapsed()
    if (this.state !== 'connected') this.become('checking')
    if (isFirst) this.keepChecking()
  }

  addRemote(ufrag: string, address: string): void {
    const remote = this.heardOf.get(ufrag) ?? { ufrag, addresses: new Set<string>() }
    this.heardOf.set(ufrag, remote)
    remote.addresses.add(address)
  }

  /** A packet of media over the chosen pair; `arrive` is called at the other end. */
  send(arrive: (at: IceAgent) => void): void {
    const pair = this.selected
    if (pair === null || this.state === 'failed' || this.state === 'closed') return
    this.network.datagram(pair.from, pair.to, () => {
      if (pair.agent.state === 'closed') return
      pair.agent.heardAt = this.network.clock.elapsed()
      arrive(pair.agent)
    })
  }

  close(): void {
    for (const ufrag of this.answersTo.keys()) this.forget(ufrag)
    this.state = 'closed'
  }

  private selectedUfrag: string | null = null

  private found(ufrag: string, isRelayed: boolean): void {
    const endpoints = this.answersTo.get(ufrag)
    if (endpoints === undefined) return
    const endpoint: Endpoint = { host: this.host, address: this.host.address, isRelayed }
    lastPort += 1
    const ip = isRelayed ? '203.0.113.9' : this.host.address
    endpoints.push(endpoint)
    this.registry.set(`${ip} ${lastPort}`, { endpoint, agent: this })
    const kind = isRelayed ? 'relay raddr 0.0.0.0 rport 0' : 'host'
    const priority = isRelayed ? 41_885_439 : 2_122_260_223
    this.onCandidate(ufrag, `candidate:1 1 udp ${priority} ${ip} ${lastPort} typ ${kind} generation 0 ufrag ${ufrag}`)
  }

  private forget(ufrag: string): void {
    const endpoints = this.answersTo.get(ufrag) ?? []
    for (const [address, { endpoint }] of this.registry) if (endpoints.includes(endpoint)) this.registry.delete(address)
    this.answersTo.delete(ufrag)
  }

  private keepChecking(): void {
    if (this.state === 'closed') return
    if (this.state !== 'failed') this.check()
    this.judge()
    this.network.clock.after(CHECK_EVERY_MS, () => this.keepChecking())
  }

  private check(): void {
    const { local, remote } = this
    if (local === null || remote === null) return
    for (const from of this.answersTo.get(local) ?? []) {
      for (const address of remote.addresses) {
        const there = this.registry.get(address)
        if (there === undefined) continue
        this.network.datagram(from, there.endpoint, () =>
          there.agent.checked(remote.ufrag, local, from, this, there.endpoint),
        )
      }
    }
  }

  /** Somebody asks whether their packets get here. Who knows our ufrag was told of us; their address is learned from it. */
  private checked(ours: string, theirs: string, from: Endpoint, asker: IceAgent, at: Endpoint): void {
    if (this.state === 'closed' || !this.answersTo.has(ours)) return
    this.heardAt = this.network.clock.elapsed()
    for (const [address, { endpoint }] of this.registry) if (endpoint === from) this.addRemote(theirs, address)
    this.network.datagram(at, from, () => asker.answered(theirs, ours, from, at, this))
  }

  private answered(ours: string, theirs: string, from: Endpoint, to: Endpoint, agent: IceAgent): void {
    const now = this.network.clock.elapsed()
    if (this.state === 'closed' || this.state === 'failed' || this.local !== ours || this.remote?.ufrag !== theirs)
      return
    this.heardAt = now
    const known = this.pairs.find((pair) => pair.from === from && pair.to === to)
    if (known === undefined) this.pairs.push({ from, to, agent, respondedAt: now })
    else known.respondedAt = now
    this.choose()
    this.judge()
  }

  /** The direct pair before the relayed, the one that answers before the one that did. */
  private choose(): void {
    const now = this.network.clock.elapsed()
    const alive = this.pairs.filter((pair) => now - pair.respondedAt < 2_000)
    const best = alive.find(({ from, to }) => !from.isRelayed && !to.isRelayed) ?? alive[0]
    if (best === undefined) return
    this.selected = best
    this.selectedUfrag = this.local
  }

  private judge(): void {
    if (this.state === 'closed' || this.state === 'failed' || this.state === 'new') return
    const now = this.network.clock.elapsed()
    const silentMs = now - this.heardAt
    if (this.selected !== null && silentMs < DISCONNECTED_AFTER_MS) this.become('connected')
    else if (now - this.checkingSince < CHECKING_FAILED_AFTER_MS) {
      this.become(this.state === 'connected' || this.state === 'disconnected' ? 'disconnected' : 'checking')
    } else this.become(this.selected === null || silentMs > FAILED_AFTER_MS ? 'failed' : 'disconnected')
  }

  private become(state: IceState): void {
    if (this.state === state) return
    this.state = state
    this.onChange()
  }
}
