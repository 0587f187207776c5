import type { ClientMessage } from '../../signaling/contract/client-messages.ts'
import type { ParticipantId } from '../../signaling/contract/ids.ts'
import type { MediaState } from '../../signaling/contract/participant.ts'
import type { Problem } from '../../signaling/contract/problems.ts'
import type { Reason } from '../../signaling/contract/reasons.ts'
import type { ServerMessage } from '../../signaling/contract/server-messages.ts'
import { stepCall } from './core/call.ts'
import type { CallEffect, CallEvent } from './core/call-events.ts'
import { type Call, lineIsOpen, type Room, roomOf } from './core/call-state.ts'
import { type ChatEvent, type ChatLog, EMPTY_CHAT, stepChat } from './core/chat.ts'
import type { Network } from './core/line-quality.ts'
import { DEVICE_PROBLEMS, problemOf } from './device-problems.ts'
import { createDevices, type DevicesState, type DeviceUse } from './devices.ts'
import { createLinks } from './links.ts'
import { mediaStateOf, sameMediaState } from './media-state.ts'
import type { SentTracks } from './peer-link.ts'
import { createProblemReport, type ReportedProblem } from './problem-report.ts'
import { createScreenShare } from './screen-share.ts'
import type { SessionPorts } from './session-ports.ts'
import { createSignalingLine } from './signaling-socket.ts'
import { createTickets } from './ticket.ts'

/** All there is to draw, as one value; a new one for each change. */
export interface CallSnapshot {
  readonly call: Call
  readonly chat: ChatLog
  readonly devices: DevicesState
  readonly screen: MediaStreamTrack | null
  readonly canShare: boolean
  readonly streams: ReadonlyMap<ParticipantId, MediaStream>
  /** The last thing that went wrong, until something else does. */
  readonly problem: ReportedProblem | null
}

export interface CallSession {
  state(): CallSnapshot
  subscribe(changed: () => void): () => void
  /** The lobby: ask for devices and a ticket ahead of need. Nobody hears of it. */
  prepare(): void
  join(): void
  leave(): void
  end(): void
  admit(who: ParticipantId): void
  write(text: string): void
  mute(muted: boolean): void
  turn(use: DeviceUse, on: boolean): void
  choose(use: DeviceUse, deviceId: string): void
  chooseSpeaker(deviceId: string): void
  askForDevicesAgain(): void
  shareScreen(on: boolean): void
  /** The page is going: lights off, socket closed; the seat is kept for a while (R1). */
  shutDown(): void
}

const CHAT_AGAIN_MS = 3_000
const CHAT_ID_LENGTH = 16
const PROBLEM_ID_LENGTH = 8

/** Performs what the pure cores decide; the only place where line, links, devices and chat meet. */
export function createCallSession(ports: SessionPorts): CallSession {
  const { clock, page } = ports
  let call: Call = { phase: 'new' }
  let chat = EMPTY_CHAT
  let problem: ReportedProblem | null = null
  let network: Network = 'good'
  let saidMedia: MediaState | null = null
  let snapshot: CallSnapshot | null = null
  const listeners = new Set<() => void>()

  const reportProblem = createProblemReport({ ...ports, newId: () => ports.newId(PROBLEM_ID_LENGTH) })
  const tickets = createTickets({ ...ports, path: `/api/call/${ports.roomId}/ticket`, input: { as: ports.as } })
  const devices = createDevices({ media: ports.media, isSecure: ports.isSecure, changed: mediaChanged })
  const screen = createScreenShare({
    getDisplayMedia: async (options) => {
      if (ports.media === undefined) throw new Error('no media devices')
      return ports.media.getDisplayMedia(options)
    },
    changed: mediaChanged,
  })
  const line = createSignalingLine(
    { ...ports, tickets },
    { message: heard, lost: () => happened({ type: 'line-lost' }), refused },
  )
  const links = createLinks(ports, {
    send: line.send,
    changed,
    happened,
    failed: report,
    network(worst) {
      if (network === worst) return
      network = worst
      sayMedia()
    },
    isDue(who) {
      const media = roomOf(call)?.others.find(({ participant }) => participant.id === who)?.participant.media
      return media !== null && media !== undefined && media.microphone !== 'none' && !media.hidden
    },
  })

  page.onVisibility(() => {
    sayMedia()
    if (!page.hidden()) line.nudge()
  })
  page.onNetwork(() => {
    line.nudge()
    links.shake()
  })

  function happened(event: CallEvent): void {
    const { call: next, effects } = stepCall(call, event)
    call = next
    const room = roomOf(call)
    if (room !== null && (event.type === 'joined' || event.type === 'resumed')) links.seated(room)
    for (const effect of effects) perform(effect, room)
    catchUpInChat(event)
    changed()
  }

  /** Whoever could not hear for a while, we or they, gets what was said meanwhile. */
  function catchUpInChat(event: CallEvent): void {
    if (event.type === 'resumed' || event.type === 'joined') {
      chatted({ type: 'line-is-back' })
      for (const { id } of event.participants) chatted({ type: 'came-back', who: id })
    }
    if (event.type === 'user-joined') chatted({ type: 'came-back', who: event.participant.id })
    if (event.type === 'user-back') chatted({ type: 'came-back', who: event.from })
  }

  function perform(effect: CallEffect, room: Room | null): void {
    switch (effect.do) {
      case 'open-line':
        line.open()
        break
      case 'send':
        line.send(effect.message)
        break
      case 'close-line':
        if (effect.say !== null) line.send({ type: effect.say })
        line.close()
        break
      case 'end-meeting':
        endByRest()
        break
      case 'open-link':
        if (room !== null) links.open(effect.to, effect.offers, room, tracks())
        break
      case 'close-link':
        links.close(effect.to)
        break
      case 'line-is-back':
        links.lineIsBack(effect.to)
        break
      case 'renew-link':
        links.renew(effect.to)
        break
      case 'say-media':
        saidMedia = null
        sayMedia()
        break
      case 'stop-devices':
        screen.stop()
        devices.stop()
    }
  }

  function endByRest(): void {
    ports
      .fetch(`/api/meetings/${ports.roomId}/end`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
        keepalive: true,
      })
      .catch(() => undefined) // the doctor is out of it either way, and the meeting's page can end it too
  }

  function heard(message: ServerMessage): void {
    switch (message.type) {
      case 'offer':
      case 'answer':
      case 'ice-candidate':
        links.receive(message.from, message)
        break
      case 'chat-message': {
        const you = roomOf(call)?.you.id
        if (you !== undefined) chatted({ type: 'said', message, you })
        break
      }
      case 'chat-delivered':
        chatted(message)
        break
      case 'error':
        told(message.reason)
        break
      case 'queue':
      case 'note':
      case 'pong':
        break
      default:
        happened(message)
    }
  }

  /** A refusal that leaves the line open. */
  function told(reason: Reason): void {
    if (reason === 'slow-down') clock.after(CHAT_AGAIN_MS, () => chatted({ type: 'line-is-back' }))
    if (reason === 'description-refused') report('negotiation-failed')
  }

  function refused(reason: Reason): void {
    if (reason === 'room-full') report('room-full')
    else if (reason === 'ticket-refused') report('ticket-refused')
    else if (reason === 'server-error') report('server-error')
    else if (!EXPECTED_ENDS.includes(reason)) report('unexpected')
    happened({ type: 'line-refused', reason })
  }

  function chatted(event: ChatEvent): void {
    const { log, send } = stepChat(chat, event)
    chat = log
    for (const message of send) line.send(message)
    changed()
  }

  function mediaChanged(): void {
    links.setTracks(tracks())
    sayMedia()
    changed()
  }

  function tracks(): SentTracks {
    const { camera, microphone } = devices.state()
    return {
      audio: microphone.is === 'on' ? microphone.track : null,
      video: screen.track() ?? (camera.is === 'on' ? camera.track : null),
    }
  }

  function sayMedia(): void {
    const media = mediaStateOf(devices.state(), { sharing: screen.track() !== null, hidden: page.hidden(), network })
    if (!lineIsOpen(call) || sameMediaState(saidMedia, media)) return
    const said: ClientMessage = { type: 'media-state', media }
    if (line.send(said)) saidMedia = media
  }

  function report(what: Problem): void {
    problem = reportProblem(what)
    changed()
  }

  async function openDevices(): Promise<void> {
    await devices.open()
    const { camera, microphone } = devices.state()
    const failed = camera.is === 'failed' ? camera.why : microphone.is === 'failed' ? microphone.why : null
    if (failed !== null) report(problemOf(failed))
    else if (problem !== null && DEVICE_PROBLEMS.includes(problem.problem)) problem = null
    changed()
  }

  function changed(): void {
    snapshot = null
    for (const listener of listeners) listener()
  }

  return {
    state() {
      snapshot ??= {
        call,
        chat,
        devices: devices.state(),
        screen: screen.track(),
        canShare: ports.media !== undefined && 'getDisplayMedia' in ports.media,
        streams: links.streams(),
        problem,
      }
      return snapshot
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    prepare() {
      tickets.prefetch()
      links.prepare()
      void openDevices()
    },
    join: () => happened({ type: 'join-pressed' }),
    leave: () => happened({ type: 'leave-pressed' }),
    end: () => happened({ type: 'end-pressed' }),
    admit: (who) => happened({ type: 'admit-pressed', who }),
    write(text) {
      const others = roomOf(call)?.others.map(({ participant }) => participant.id) ?? []
      chatted({ type: 'written', id: ports.newId(CHAT_ID_LENGTH), text, lineIsOpen: lineIsOpen(call), others })
    },
    mute: (muted) => devices.mute(muted),
    turn: (use, on) => void devices.turn(use, on),
    choose: (use, deviceId) => void devices.choose(use, deviceId),
    chooseSpeaker: (deviceId) => devices.chooseSpeaker(deviceId),
    askForDevicesAgain: () => void openDevices(),
    shareScreen(on) {
      if (!on) screen.stop()
      else void screen.start().then((outcome) => outcome === 'failed' && report('screen-failed'))
    },
    shutDown() {
      links.closeAll()
      screen.stop()
      devices.stop()
      line.close()
    },
  }
}

const EXPECTED_ENDS: readonly Reason[] = ['ended', 'left', 'replaced', 'removed', 'old-version']
