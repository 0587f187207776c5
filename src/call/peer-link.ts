import type { Candidate } from '../../signaling/contract/client-messages.ts'
import type { LinkSample } from './core/link-health.ts'
import { type NegotiationEffect, type NegotiationEvent, newNegotiation, stepNegotiation } from './core/negotiation.ts'
import { sdpSession } from './core/sdp-session.ts'
import type { SentPicture } from './encodings.ts'
import { type ConnectionPorts, createLinkConnection, type SentTracks } from './link-connection.ts'

/** To and from one other participant; the session puts the addresses on. */
export type LinkMessage =
  | { readonly type: 'offer'; readonly generation: number; readonly description: { type: 'offer'; sdp: string } }
  | { readonly type: 'answer'; readonly generation: number; readonly description: { type: 'answer'; sdp: string } }
  | { readonly type: 'ice-candidate'; readonly generation: number; readonly candidate: Candidate }

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
export function createPeerLink(ports: ConnectionPorts, options: LinkOptions, events: LinkEvents): PeerLink {
  let negotiation = newNegotiation(options.polite, options.generation)
  let { offers } = options
  /** Session id of the other end's connection: another one means that it was built anew, and so must ours be. */
  let farSession: string | null = null
  let closed = false
  /** A restart was asked for, and the offer that brings it about is not made yet. */
  let isAsked = false
  const connection = createLinkConnection(ports, options, { ...events, negotiation: enqueue })

  /** Events wait for the effects of the one before: descriptions are set one at a time and in order. */
  let queue: Promise<void> = Promise.resolve()
  function enqueue(event: NegotiationEvent, of: RTCPeerConnection | null = null): void {
    queue = queue.then(async () => {
      if (closed || (of !== null && of !== connection.now())) return
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
        await connection.now().setLocalDescription()
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
          await connection.now().addIceCandidate(effect.candidate)
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
    const { remoteDescription, localDescription } = connection.now()
    const crossedAtFirst = remoteDescription === null && localDescription !== null
    if (crossedAtFirst || (farSession !== null && farSession !== session)) startOver(false)
    farSession = session
    await connection.now().setRemoteDescription({ type: 'offer', sdp })
    connection.attach(sdp)
    await connection.now().setLocalDescription()
    // An answer to a restart is one.
    isAsked = false
    connection.encode()
  }

  async function acceptAnswer(sdp: string): Promise<void> {
    const session = sdpSession(sdp)
    if (farSession !== null && farSession !== session) {
      rebuildNow()
      return
    }
    farSession = session
    await connection.now().setRemoteDescription({ type: 'answer', sdp })
    connection.encode()
  }

  function sendDescription(type: 'offer' | 'answer', sdp: string, generation: number): void {
    if (type === 'offer') events.send({ type, generation, description: { type, sdp } })
    else events.send({ type, generation, description: { type, sdp } })
  }

  function startOver(asOfferer: boolean): void {
    offers = asOfferer
    isAsked = false
    farSession = null
    connection.startOver(asOfferer)
  }

  function restart(): void {
    // Who waits for the first offer has nothing to restart.
    if (connection.now().remoteDescription === null && !offers) return
    connection.useServers()
    if (isAsked) return
    isAsked = true
    connection.now().restartIce()
    enqueue({ type: 'stale' }, connection.now())
  }

  /** An offer that waits for its answer is one already: it only has to be heard. */
  function renew(): void {
    if (negotiation.state === 'idle') restart()
    else enqueue({ type: 'line-is-back' })
  }

  function rebuildNow(): void {
    negotiation = stepNegotiation(negotiation, { type: 'started-over' }).negotiation
    startOver(true)
  }

  function localSdp(): string {
    return connection.now().localDescription?.sdp ?? ''
  }

  return {
    ...connection,
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
    restart,
    rebuild() {
      queue = queue.then(() => {
        if (!closed) rebuildNow()
      })
    },
    sayAgain: () => enqueue({ type: 'line-is-back' }),
    lineIsBack() {
      // Candidates may have been lost where descriptions were not.
      if (!options.polite && connection.now().connectionState !== 'connected') renew()
      else enqueue({ type: 'line-is-back' })
    },
    renew,
    async observe() {
      const signs = await connection.signs()
      return { ...signs, generation: negotiation.generation, isSettled: negotiation.state === 'idle' }
    },
    generation: () => negotiation.generation,
    close() {
      closed = true
      connection.close()
    },
  }
}
