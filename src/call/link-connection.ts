import type { Candidate } from '../../signaling/contract/client-messages.ts'
import type { NegotiationEvent } from './core/negotiation.ts'
import { createEncodings, type SentPicture } from './encodings.ts'
import { offersData, openFileChannel } from './file-channel.ts'
import type { LinkEvents, LinkSigns, PeerLink } from './peer-link.ts'

export type TrackKind = 'audio' | 'video'
export type SentTracks = Readonly<Record<TrackKind, MediaStreamTrack | null>>

export interface ConnectionPorts {
  readonly createConnection: (configuration: RTCConfiguration) => RTCPeerConnection
  readonly createStream: () => MediaStream
  /** One for the whole call: a connection that is built anew keeps its fingerprint. */
  readonly certificates: readonly RTCCertificate[]
}

export interface ConnectionEvents extends Pick<LinkEvents, 'stream' | 'channel' | 'connection'> {
  /** `of`: the connection that says so, which may not stand any more when its turn comes. */
  negotiation(event: NegotiationEvent, of: RTCPeerConnection): void
}

interface ConnectionOptions {
  /** Brings sound, picture and the way for files along, instead of taking what the other end offers. */
  readonly offers: boolean
  readonly configuration: RTCConfiguration
  readonly tracks: SentTracks
}

/** The RTCPeerConnection of a link that stands just now. The one in its place sends the same, and finds its way by the same servers. */
export interface LinkConnection extends Pick<PeerLink, 'setTracks' | 'setPicture' | 'holdPicture'> {
  now(): RTCPeerConnection
  startOver(offers: boolean): void
  /** Its offer was just set: what is sent and the way for files go along with the answer. */
  attach(offer: string): void
  /** To be said after each answer: before the first one some browsers have nothing to set. */
  encode(): void
  /** None: the latest once more. */
  useServers(configuration?: RTCConfiguration): void
  signs(): Promise<Pick<LinkSigns, 'connection' | 'bytes' | 'report' | 'isBare'>>
  close(): void
}

export function createLinkConnection(
  ports: ConnectionPorts,
  options: ConnectionOptions,
  events: ConnectionEvents,
): LinkConnection {
  let { configuration, tracks } = options
  let picture: SentPicture = 'sent'
  let isHeld = false
  /** Candidates found since browser last said that there are no more, and whether it said so with none. */
  let found = 0
  let isBare = false
  let hasChannel = false
  let sending = ports.createStream()
  let connection = connect(options.offers)
  let encodings = createEncodings(connection)
  encode()

  function startOver(offers: boolean): void {
    dismiss(connection)
    found = 0
    isBare = false
    sending = ports.createStream()
    connection = connect(offers)
    encodings = createEncodings(connection)
    encode()
  }

  function connect(offers: boolean): RTCPeerConnection {
    const made = ports.createConnection({
      ...configuration,
      bundlePolicy: 'max-bundle',
      certificates: [...ports.certificates],
    })
    const received = ports.createStream()
    made.onnegotiationneeded = () => events.negotiation({ type: 'needed' }, made)
    made.onicecandidate = ({ candidate }) => {
      isBare = candidate === null && found === 0
      found = candidate === null ? 0 : found + 1
      events.negotiation({ type: 'gathered', candidate: plain(candidate) }, made)
    }
    made.onconnectionstatechange = () => events.connection()
    made.ontrack = ({ track }) => {
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

  function encode(): void {
    encodings(isHeld ? 'paused' : picture)
  }

  return {
    now: () => connection,
    startOver,
    attach(offer) {
      for (const transceiver of connection.getTransceivers()) {
        transceiver.direction = 'sendrecv'
        transceiver.sender.setStreams?.(sending)
        void transceiver.sender.replaceTrack(tracks[kindOf(transceiver)])
      }
      // Any earlier and this end would want to make an offer of its own.
      if (!hasChannel && offersData(offer)) makeChannel(connection)
    },
    encode,
    setTracks(next) {
      tracks = next
      for (const transceiver of connection.getTransceivers()) {
        const { sender } = transceiver
        const track = tracks[kindOf(transceiver)]
        // It rejects on a connection that is just being closed, where it no longer matters.
        if (sender.track !== track) sender.replaceTrack(track).catch(() => undefined)
      }
      encode()
    },
    setPicture(next) {
      if (next === picture) return
      picture = next
      encode()
    },
    holdPicture(next) {
      if (next === isHeld) return
      isHeld = next
      encode()
    },
    useServers(next = configuration) {
      configuration = next
      connection.setConfiguration({ ...connection.getConfiguration(), ...next })
    },
    async signs() {
      // Some browsers refuse where a connection was closed a moment ago.
      const report = await connection.getStats().catch((): RTCStatsReport => new Map())
      let bytes = 0
      for (const stat of report.values()) if (stat.type === 'inbound-rtp') bytes += stat.bytesReceived ?? 0
      return { connection: connection.connectionState, bytes, report, isBare }
    },
    close: () => dismiss(connection),
  }
}

function kindOf({ receiver }: RTCRtpTransceiver): TrackKind {
  return receiver.track.kind === 'audio' ? 'audio' : 'video'
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
