import type { ClientMessage, ClientMessageOf } from '../../signaling/contract/client-messages.ts'
import type { ParticipantId } from '../../signaling/contract/ids.ts'
import type { Problem } from '../../signaling/contract/problems.ts'
import { createBlockWatch } from './block-watch.ts'
import type { BlockCause } from './core/block-cause.ts'
import type { CallEvent } from './core/call-events.ts'
import type { Room } from './core/call-state.ts'
import type { Network } from './core/line-quality.ts'
import type { SentTracks } from './link-connection.ts'
import { createLinkWatch, type LinkWatch } from './link-watch.ts'
import { createPeerLink, type LinkMessage, type PeerLink } from './peer-link.ts'
import type { SessionPorts } from './session-ports.ts'

export interface LinksEvents {
  /** False: the line is down, it was not said. */
  send(message: ClientMessage): boolean
  changed(): void
  /** The way for files to somebody's page, in place of the one before. */
  channel(who: ParticipantId, channel: RTCDataChannel): void
  happened(event: CallEvent): void
  failed(problem: Problem): void
  /** The worst of all links. */
  network(worst: Network): void
  /** Energy and length of the sound that is sent to them, since it began; said at each look. */
  sends(to: ParticipantId, energy: number, seconds: number): void
  /** Should packets be coming from them? */
  isDue(who: ParticipantId): boolean
  lineIsOpen(): boolean
  /** Is their line lost? */
  isAway(who: ParticipantId): boolean
  /** From somebody nothing comes any more although it should; said again and again while that is so. */
  silent(): void
}

export interface Links {
  /** Makes ahead of need what takes time. */
  prepare(): void
  open(to: ParticipantId, offers: boolean, room: Room, tracks: SentTracks): void
  close(to: ParticipantId): void
  closeAll(): void
  receive(from: ParticipantId, message: LinkMessage): void
  lineIsBack(to: ParticipantId): void
  renew(to: ParticipantId): void
  /** For the next restart; the way that stands is not touched. */
  useServers(room: Room): void
  /** Seated anew or again: the server may know nothing of the links. */
  seated(): void
  setTracks(tracks: SentTracks): void
  /** To each what they want to be sent. */
  heed(room: Room): void
  shake(): void
  streams(): ReadonlyMap<ParticipantId, MediaStream>
}

interface Held {
  readonly link: PeerLink
  readonly watch: LinkWatch
  network: Network
  /** N1: what was first seen of it, and whether the server knows. */
  report: ClientMessageOf<'link-report'> | null
  isReported: boolean
}

const WORST_FIRST: readonly Network[] = ['poor', 'fair', 'good']
const MOST_FAILURES = 3
/** The most that `link-report` can say. */
const LONGEST_MS = 3_600_000

/** One link to each other participant. */
export function createLinks(
  ports: Pick<SessionPorts, 'clock' | 'random' | 'createConnection' | 'createCertificate' | 'createStream'>,
  events: LinksEvents,
): Links {
  const held = new Map<ParticipantId, Held>()
  /** Kept when a link is closed: the count of a pair must not start over while anybody remembers it. */
  const generations = new Map<ParticipantId, number>()
  const certificates: RTCCertificate[] = []
  let streams: ReadonlyMap<ParticipantId, MediaStream> = new Map()
  /** As last told of the servers. */
  let servers: Room

  function open(to: ParticipantId, offers: boolean, room: Room, tracks: SentTracks): void {
    close(to)
    servers = room
    let failures = 0
    const block = createBlockWatch()
    /** Null until it should long have been up. */
    let cause: BlockCause | null = null
    const openedAt = ports.clock.elapsed()
    // Role of arrival decides who offers first; ids decide who gives way, for they can never make both ends the same.
    const polite = room.you.id > to
    const link = createPeerLink(
      { ...ports, certificates },
      {
        polite,
        offers,
        // Who comes as somebody new takes any count: the other end may be a page that has only begun to.
        generation: offers ? (generations.get(to) ?? 0) : 0,
        configuration: configurationOf(room),
        tracks,
      },
      {
        send: (message) => events.send({ ...message, to }),
        stream(stream) {
          streams = new Map(streams).set(to, stream)
          events.changed()
        },
        channel: (channel) => events.channel(to, channel),
        connection: () => watch.look(),
        failed() {
          failures += 1
          events.failed('negotiation-failed')
          if (failures <= MOST_FAILURES) link.rebuild()
          else blocked('unusable')
        },
      },
    )
    function blocked(by: BlockCause): void {
      if (by === cause) return
      if (cause === null && by !== 'unusable') events.failed('media-blocked')
      cause = by
      events.happened({ type: 'link-blocked', to, cause })
    }
    const lineIsOpen = () => events.lineIsOpen() && !events.isAway(to)
    const watchPorts = { ...ports, link, polite, isDue: () => events.isDue(to), lineIsOpen }
    const watch = createLinkWatch(watchPorts, {
      up() {
        cause = null
        link.useServers(configurationOf(servers))
        events.happened({ type: 'link-up', to })
      },
      down: () => events.happened({ type: 'link-down', to }),
      silent: events.silent,
      sends: (...sound) => events.sends(to, ...sound),
      blocked(signs) {
        const now = { lineIsOpen: events.lineIsOpen(), isAway: events.isAway(to), room: servers }
        const seen = block.see(signs, now)
        if (cause !== 'unusable') blocked(seen)
      },
      anotherTry() {
        link.useServers(configurationOf(servers, block.nextGoesByRelay(servers)))
      },
      network(network) {
        mine.network = network
        const all = [...held.values()].map((one) => one.network)
        events.network(WORST_FIRST.find((one) => all.includes(one)) ?? 'good')
      },
      flows(path) {
        const afterMs = Math.min(Math.round(ports.clock.elapsed() - openedAt), LONGEST_MS)
        mine.report ??= { type: 'link-report', to, path, afterMs }
        if (!mine.isReported) mine.isReported = events.send(mine.report)
      },
    })
    const mine: Held = { link, watch, network: 'good', report: null, isReported: false }
    held.set(to, mine)
  }

  function close(to: ParticipantId): void {
    const one = held.get(to)
    if (one === undefined) return
    generations.set(to, one.link.generation())
    one.watch.stop()
    one.link.close()
    held.delete(to)
    const left = new Map(streams)
    left.delete(to)
    streams = left
  }

  return {
    prepare() {
      if (certificates.length > 0) return
      // Without one of ours each connection makes its own, only later.
      ports.createCertificate().then(
        (certificate) => certificates.push(certificate),
        () => undefined,
      )
    },
    open,
    close,
    closeAll() {
      for (const to of [...held.keys()]) close(to)
    },
    receive: (from, message) => held.get(from)?.link.receive(message),
    lineIsBack: (to) => held.get(to)?.link.lineIsBack(),
    renew: (to) => held.get(to)?.link.renew(),
    useServers(room) {
      servers = room
      for (const { link } of held.values()) link.useServers(configurationOf(room))
    },
    seated() {
      for (const one of held.values()) one.isReported = false
    },
    setTracks(tracks) {
      for (const { link } of held.values()) link.setTracks(tracks)
    },
    heed(room) {
      for (const { participant } of room.others) {
        held.get(participant.id)?.link.setPicture(participant.media?.wants === 'sound' ? 'paused' : 'sent')
      }
    },
    shake() {
      for (const { watch } of held.values()) watch.shake()
    },
    streams: () => streams,
  }
}

function configurationOf({ iceServers, relayOnly }: Room, byRelay = relayOnly): RTCConfiguration {
  const iceTransportPolicy = relayOnly || byRelay ? 'relay' : 'all'
  return { iceServers: iceServers.map((server) => ({ ...server })), iceTransportPolicy }
}
