import type { Clock } from '../../../src/call/clock.ts'

/** A machine on the simulated network. */
export interface Host {
  readonly name: string
  /** Another one after a move; what is bound to the old one is dead and nobody is told. */
  address: string
  /** The link is there. */
  isUp: boolean
  /** When the link last came or went. */
  changedAt: number
  /** Nothing passes although the link is there, as behind a dead router. */
  isDark: boolean
  /** The share of datagrams that get lost. */
  loss: number
  /** Datagrams from and to other people are thrown away; those of the relay pass. */
  blocksPeers: boolean
  /** The relay answers who asks it for a place, and then passes nothing on to it. */
  isRelayDeaf: boolean
}

/** Where datagrams go out and come in: an address of the host, or one that the relay keeps for it. */
export interface Endpoint {
  readonly host: Host
  readonly address: string
  readonly isRelayed: boolean
}

export interface Network {
  readonly clock: Clock
  readonly random: () => number
  /** Does anything get from here to a server just now? */
  passes(host: Host, boundTo: string): boolean
  /** A moment of flight, different each time: datagrams overtake each other. */
  flightMs(): number
  datagram(from: Endpoint, to: Endpoint, arrive: () => void): void
}

export function newHost(name: string, address: string): Host {
  return { name, address, isUp: true, changedAt: 0, isDark: false, loss: 0, blocksPeers: false, isRelayDeaf: false }
}

export function createNetwork(clock: Clock, random: () => number): Network {
  const passes = (host: Host, boundTo: string) => host.isUp && !host.isDark && host.address === boundTo
  const flightMs = () => 15 + Math.round(random() * 45)

  function carries(from: Endpoint, to: Endpoint): boolean {
    if (!passes(from.host, from.address) || !passes(to.host, to.address)) return false
    if (!from.isRelayed && !to.isRelayed) return !from.host.blocksPeers && !to.host.blocksPeers
    return ![from, to].some(({ isRelayed, host }) => isRelayed && host.isRelayDeaf)
  }

  return {
    clock,
    random,
    passes,
    flightMs,
    datagram(from, to, arrive) {
      if (!carries(from, to) || random() < from.host.loss || random() < to.host.loss) return
      clock.after(flightMs(), () => {
        if (carries(from, to)) arrive()
      })
    },
  }
}
