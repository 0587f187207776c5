import type { Candidate } from '../../signaling/contract/client-messages.ts'
import type { Clock } from './clock.ts'
import type { LinkSample } from './core/link-health.ts'
import { type NegotiationEffect, type NegotiationEvent, newNegotiation, stepNegotiation } from './core/negotiation.ts'
import { sdpSession } from './core/sdp-session.ts'
import { createEncodings, type SentPicture } from './encodings.ts'
import { offersData, openFileChannel } from './file-channel.ts'

export type TrackKind = 'audio' | 'video'
export type SentTracks = Readonly<Record<TrackKind, MediaStreamTrack | null>>

/** To and from one other participant; the session puts the addresses on. */
export type LinkMessage =
  | { readonly type: 'offer'; readonly generation: number; readonly description: { type: 'offer'; sdp: string } }
  | { readonly type: 'answer'; readonly generation: number; readonly description: { type: 'answer'; sdp: string } }
  | { readonly type: 'ice-candidate'; readonly generation: number; readonly candidate: Candidate }

export interface LinkPorts {
  readonly clock: Clock
  readonly createConnection: (configuration: RTCConfiguration) => RTCPeerConnection
  readonly createStream: () => MediaStream
  /** One for the whole call: a connection that is built anew keeps its fingerprint. */
  readonly certificates: readonly RTCCertificate[]
}

export interface LinkEvents {
  send(message: LinkMessage): void
  /** What they send, as it can be played: a new object when the connection was built anew. */
  stream(stream: MediaStream): void
  /** For files: another one when the connection was built anew. */
  channel(channel: RTCDataChannel): void
  /** Its state is another one. */
  connection(): void
  failed(): void
}

export interface PeerLink {
  receive(message: LinkMessage): void
  /** By replaceTrack: never a new negotiation for a switch. */
  setTracks(tracks: SentTracks): void
  /** Whether they are sent our picture; sound goes on either way. */
  setPicture(picture: SentPicture): void
  /**
   * While nothing passes: pictures that are lost now would be asked for again later, one by one, before a new one could be seen. The first
   * picture afterwards is a whole one.
   */
  holdPicture(isHeld: boolean): void
  /** ICE, with the servers' latest addresses and passwords; an offer that waits for its answer is out of date then. */
  restart(): void
  rebuild(): void
  lineIsBack(): void
  /** The other end joined anew: the same page, or another one, which answers as another connection. */
  renew(): void
  sayAgain(): void
  useServers(configuration: RTCConfiguration): void
  observe(): Promise<LinkSigns>
  generation(): number
  close(): void
}

export interface LinkSigns extends Pick<LinkSample, 'connection' | 'bytes' | 'generation' | 'isSettled' | 'isBare'> {
  readonly report: RTCStatsReport
}

interface LinkOptions {
  readonly polite: boolean
  /** Who was there first offers; the newcomer attaches its tracks to what it is offered. */
  readonly offers: boolean
  /** Highest generation of this pair so far, from a link before. */
  readonly generation: number
  readonly configuration: RTCConfiguration
  readonly tracks: SentTracks
}

/** One RTCPeerConnection to one other participant, always with one sound and one picture both ways. */
export function createPeerLink(ports: LinkPorts, options: LinkOptions, events: LinkEvents): PeerLink {
  let negotiation = newNegotiation(options.polite, options.generation)
  let tracks = options.tracks
  let picture: SentPicture = 'sent'
  let isHeld = false
  let configuration = options.configuration
  let offers = options.offers
  /** Session id of the other end's connection: another one means that it was built anew, and so must ours be. */
  let farSession: string | null = null
  let closed = false
  /** Candidates found since browser last said that there are no more, and whether it said so with none. */
  let found = 0
  let isBare = false
  /** A restart was asked for, and the offer that brings it about is not made yet. */
  let isAsked = false
  let hasChannel = false
  let sending = ports.createStream()
  let connection = connect()
  let encode = createEncodings(connection)
  encodeNow()

  /** Events wait for the effects of the one before: descriptions are set one at a time and in order. */
  let queue: Promise<void> = Promise.resolve()
  function enqueue(event: NegotiationEvent, of: RTCPeerConnection | null = null): void {
    queue = queue.then(async () => {
      if (closed || (of !== null && of !== connection)) return
      try {
        await step(event)
      } catch {
        // The browser refused a description: the one thing left is a new connection, and who asked for it says so in the log.
        if (!closed) events.failed()
      }
    })
  }

  async function step(event: NegotiationEvent): Promise<void> {
    const { negotiation: next, effects } = stepNegotiation(negotiation, event)
    negotiation = next
    for (const effect of effects) await perform(effect)
  }

  async function perform(effect: NegotiationEffect): Promise<void> {
    switch (effect.do) {
      case 'make-offer':
        isAsked = false
        await connection.setLocalDescription()
        await step({ type: 'offer-made', sdp: localSdp() })
        break
      case 'accept-offer':
        await acceptOffer(effect.sdp)
        await step({ type: 'answer-made', sdp: localSdp() })
        break
      case 'accept-answer':
        await acceptAnswer(effect.sdp)
        break
      case 'add-candidate':
        try {
          await connection.addIceCandidate(effect.candidate)
        } catch {
          // Of a description that was rolled back or restarted away (its ufrag is unknown), or of a kind this browser cannot use.
        }
        break
      case 'send-description':
        sendDescription(effect.description.type, effect.description.sdp, effect.generation)
        break
      case 'send-candidate':
        events.send({ type: 'ice-candidate', generation: effect.generation, candidate: effect.candidate })
        break
      case 'send-offer-again':
        sendDescription('offer', localSdp(), effect.generation)
    }
  }

  async function acceptOffer(sdp: string): Promise<void> {
    const session = sdpSession(sdp)
    const crossedAtFirst = connection.remoteDescription === null && connection.localDescription !== null
    if (crossedAtFirst || (farSession !== null && farSession !== session)) {
      offers = false
      startOver()
    }
    farSession = session
    await connection.setRemoteDescription({ type: 'offer', sdp })
    attachTracks()
    // Any earlier and this end would want to make an offer of its own.
    if (!hasChannel && offersData(sdp)) makeChannel(connection)
    await connection.setLocalDescription()
    // An answer to a restart is one.
    isAsked = false
    encodeNow()
  }

  async function acceptAnswer(sdp: string): Promise<void> {
    const session = sdpSession(sdp)
    if (farSession !== null && farSession !== session) {
      rebuildNow()
      return
    }
    farSession = session
    await connection.setRemoteDescription({ type: 'answer', sdp })
    encodeNow()
  }

  function sendDescription(type: 'offer' | 'answer', sdp: string, generation: number): void {
    if (type === 'offer') events.send({ type, generation, description: { type, sdp } })
    else events.send({ type, generation, description: { type, sdp } })
  }

  function connect(): RTCPeerConnection {
    const made = ports.createConnection({
      ...configuration,
      bundlePolicy: 'max-bundle',
      certificates: [...ports.certificates],
    })
    const received = ports.createStream()
    made.onnegotiationneeded = () => enqueue({ type: 'needed' }, made)
    made.onicecandidate = ({ candidate }) => {
      isBare = candidate === null && found === 0
      found = candidate === null ? 0 : found + 1
      enqueue({ type: 'gathered', candidate: plain(candidate) }, made)
    }
    made.onconnectionstatechange = () => {
      if (made === connection && !closed) events.connection()
    }
    made.ontrack = ({ track }) => {
      if (made !== connection || closed) return
      received.addTrack(track)
      events.stream(received)
    }
    hasChannel = false
    if (offers) {
      for (const kind of ['audio', 'video'] as const) {
        made.addTransceiver(tracks[kind] ?? kind, { direction: 'sendrecv', streams: [sending] })
      }
      makeChannel(made)
    }
    return made
  }

  function makeChannel(of: RTCPeerConnection): void {
    hasChannel = true
    events.channel(openFileChannel(of))
  }

  function attachTracks(): void {
    for (const transceiver of connection.getTransceivers()) {
      const kind = transceiver.receiver.track.kind === 'audio' ? 'audio' : 'video'
      transceiver.direction = 'sendrecv'
      transceiver.sender.setStreams?.(sending)
      void transceiver.sender.replaceTrack(tracks[kind])
    }
  }

  function encodeNow(): void {
    encode(isHeld ? 'paused' : picture)
  }

  function startOver(): void {
    dismiss(connection)
    found = 0
    isBare = false
    isAsked = false
    sending = ports.createStream()
    farSession = null
    connection = connect()
    encode = createEncodings(connection)
    encodeNow()
  }

  function restart(): void {
    // Who waits for the first offer has nothing to restart.
    if (connection.remoteDescription === null && !offers) return
    useServers(configuration)
    if (isAsked) return
    isAsked = true
    connection.restartIce()
    enqueue({ type: 'stale' }, connection)
  }

  /** An offer that waits for its answer is one already: it only has to be heard. */
  function renew(): void {
    if (negotiation.state === 'idle') restart()
    else enqueue({ type: 'line-is-back' })
  }

  function useServers(next: RTCConfiguration): void {
    configuration = next
    connection.setConfiguration({ ...connection.getConfiguration(), ...next })
  }

  function rebuildNow(): void {
    offers = true
    negotiation = stepNegotiation(negotiation, { type: 'started-over' }).negotiation
    startOver()
  }

  function localSdp(): string {
    return connection.localDescription?.sdp ?? ''
  }

  return {
    receive(message) {
      switch (message.type) {
        case 'offer':
        case 'answer':
          enqueue({ type: message.type, generation: message.generation, sdp: message.description.sdp })
          break
        case 'ice-candidate':
          enqueue({ type: 'candidate', generation: message.generation, candidate: message.candidate })
      }
    },
    setTracks(next) {
      tracks = next
      for (const { sender, receiver } of connection.getTransceivers()) {
        const track = tracks[receiver.track.kind === 'audio' ? 'audio' : 'video']
        // It rejects on a connection that is just being closed, where it no longer matters.
        if (sender.track !== track) sender.replaceTrack(track).catch(() => undefined)
      }
      encodeNow()
    },
    setPicture(next) {
      if (next === picture) return
      picture = next
      encodeNow()
    },
    holdPicture(next) {
      if (next === isHeld) return
      isHeld = next
      encodeNow()
    },
    restart,
    rebuild() {
      queue = queue.then(() => {
        if (!closed) rebuildNow()
      })
    },
    sayAgain: () => enqueue({ type: 'line-is-back' }),
    lineIsBack() {
      // Candidates may have been lost where descriptions were not.
      if (!options.polite && connection.connectionState !== 'connected') renew()
      else enqueue({ type: 'line-is-back' })
    },
    renew,
    useServers,
    async observe() {
      // Some browsers refuse where a connection was closed a moment ago.
      const report = await connection.getStats().catch((): RTCStatsReport => new Map())
      let bytes = 0
      for (const stat of report.values()) if (stat.type === 'inbound-rtp') bytes += stat.bytesReceived ?? 0
      return {
        connection: connection.connectionState,
        bytes,
        report,
        generation: negotiation.generation,
        isSettled: negotiation.state === 'idle',
        isBare,
      }
    },
    generation: () => negotiation.generation,
    close() {
      closed = true
      dismiss(connection)
    },
  }
}

function dismiss(connection: RTCPeerConnection): void {
  connection.onnegotiationneeded = null
  connection.onicecandidate = null
  connection.onconnectionstatechange = null
  connection.ontrack = null
  connection.close()
}

/** Null means "no more of this generation", which on the wire is an empty line (RFC 8838). */
function plain(candidate: RTCIceCandidate | null): Candidate {
  return {
    candidate: candidate?.candidate ?? '',
    sdpMid: candidate?.sdpMid ?? null,
    sdpMLineIndex: candidate?.sdpMLineIndex ?? null,
    usernameFragment: candidate?.usernameFragment ?? null,
  }
}
