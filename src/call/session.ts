import type { ParticipantId } from '../../signaling/contract/ids.ts'
import type { Problem } from '../../signaling/contract/problems.ts'
import type { Reason } from '../../signaling/contract/reasons.ts'
import type { ServerMessage } from '../../signaling/contract/server-messages.ts'
import type { CallSnapshot } from './call-snapshot.ts'
import { createConversation } from './conversation.ts'
import { stepCall } from './core/call.ts'
import type { CallEffect, CallEvent } from './core/call-events.ts'
import { type Call, lineIsOpen, type Room, roomOf } from './core/call-state.ts'
import type { DeviceControls } from './device-controls.ts'
import { DEVICE_PROBLEMS } from './device-problems.ts'
import type { DeviceUse } from './devices.ts'
import { endMeeting } from './end-meeting.ts'
import type { FileSharing } from './file-sharing.ts'
import { createFiles } from './files.ts'
import { problemOf } from './line-problems.ts'
import { createLinks } from './links.ts'
import { createOwnMedia, type Wanted } from './own-media.ts'
import { createProblemReport, type ReportedProblem } from './problem-report.ts'
import type { SessionPorts } from './session-ports.ts'
import { createSignalingLine } from './signaling-socket.ts'
import { createTickets } from './ticket.ts'
import { createWaiting } from './waiting.ts'

export interface CallSession extends DeviceControls {
  state(): CallSnapshot
  subscribe(changed: () => void): () => void
  /** The lobby: ask for devices and a ticket ahead of need. Nobody hears of it. */
  prepare(): void
  join(): void
  leave(): void
  end(): void
  admit(who: ParticipantId): void
  /** Back before the door. */
  hold(who: ParticipantId): void
  write(text: string): void
  /** What handles files, fetched when it is wanted first. */
  files(): Promise<FileSharing>
  /** While waiting. */
  writeToClinic(text: string): void
  /** With `sound` the camera goes off too, and on again with `picture`. */
  want(wanted: Wanted): void
  shareScreen(on: boolean): void
  /** Opens a device anew that was lost or is no use. */
  reopen(use: DeviceUse): void
  /** Whoever was told of a device has read it. */
  dismiss(): void
  /** The page is going: lights off, socket closed; the seat is kept for a while (R1). */
  shutDown(): void
}

const PROBLEM_ID_LENGTH = 8

/** Performs what the pure cores decide; the only place where line, links, devices and chat meet. */
export function createCallSession(ports: SessionPorts): CallSession {
  const { page } = ports
  let call: Call = { phase: 'new' }
  let problem: ReportedProblem | null = null
  let snapshot: CallSnapshot | null = null
  const listeners = new Set<() => void>()

  const reportProblem = createProblemReport({ ...ports, newId: () => ports.newId(PROBLEM_ID_LENGTH) })
  const tickets = createTickets({ ...ports, path: `/api/call/${ports.roomId}/ticket`, input: { as: ports.as } })
  const line = createSignalingLine(
    { ...ports, tickets },
    { message: heard, lost: () => happened({ type: 'line-lost' }), refused },
  )
  const own = createOwnMedia(ports, {
    changed() {
      links.setTracks(own.tracks())
      changed()
    },
    failed: report,
    send: line.send,
  })
  const conversation = createConversation({ ...ports, call: () => call, send: line.send, changed })
  const files = createFiles({
    ...ports,
    others: () => roomOf(call)?.others.map(({ participant }) => participant) ?? [],
    place: () => conversation.log().lines.length,
    changed,
  })
  const waiting = createWaiting({ ...ports, send: line.send, changed })
  const links = createLinks(ports, {
    send: line.send,
    changed,
    channel: files.channel,
    happened,
    failed: report,
    network: (worst) => own.line(worst),
    sends: own.hear,
    isDue(who) {
      const media = roomOf(call)?.others.find(({ participant }) => participant.id === who)?.participant.media
      return media != null && ['on', 'muted', 'silent'].includes(media.microphone) && !media.hidden
    },
    lineIsOpen: () => lineIsOpen(call),
    isAway: (who) => roomOf(call)?.others.some(({ participant: { id, away } }) => id === who && away) === true,
    silent: () => line.doubt(),
  })

  page.onVisibility(() => {
    own.tell('as-before')
    if (!page.hidden()) returned()
  })
  page.onWake(returned)
  page.onNetwork((isThere) => {
    line.nudge()
    if (isThere) links.shake()
  })

  function returned(): void {
    line.nudge()
    own.returned()
  }

  function happened(event: CallEvent): void {
    const { call: next, effects } = stepCall(call, event)
    call = next
    const room = roomOf(call)
    if (room !== null && 'iceServers' in event) links.useServers(room)
    if (event.type === 'joined' || event.type === 'resumed') links.seated()
    for (const effect of effects) perform(effect, room)
    if (room !== null) links.heed(room)
    conversation.catchUp(event)
    if (event.type === 'resumed' || event.type === 'joined') waiting.lineIsBack()
    changed()
  }

  function perform(effect: CallEffect, room: Room | null): void {
    switch (effect.do) {
      case 'open-line':
        own.takeCare()
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
        endMeeting(ports)
        break
      case 'open-link':
        if (room !== null) links.open(effect.to, effect.offers, room, own.tracks())
        break
      case 'close-link':
        links.close(effect.to)
        files.gone(effect.to)
        break
      case 'line-is-back':
        links.lineIsBack(effect.to)
        break
      case 'renew-link':
        links.renew(effect.to)
        break
      case 'say-media':
        own.tell('anew')
        break
      case 'stop-devices':
        own.stop()
    }
  }

  function heard(message: ServerMessage): void {
    switch (message.type) {
      case 'offer':
      case 'answer':
      case 'ice-candidate':
        links.receive(message.from, message)
        break
      case 'chat-message':
      case 'chat-delivered':
        conversation.heard(message)
        break
      case 'queue':
      case 'note':
        waiting.heard(message)
        break
      case 'waiting':
        happened(message)
        waiting.heard(message)
        break
      case 'error':
        told(message.reason)
        break
      case 'draining':
      case 'pong':
        break
      default:
        happened(message)
    }
  }

  /** A refusal that leaves the line open. */
  function told(reason: Reason): void {
    if (reason === 'slow-down') {
      conversation.slowDown()
      waiting.slowDown()
    }
    if (reason === 'description-refused') report('negotiation-failed')
  }

  function refused(reason: Reason): void {
    const what = problemOf(reason)
    if (what !== null) report(what)
    happened({ type: 'line-refused', reason })
  }

  function report(what: Problem): void {
    problem = reportProblem(what)
    changed()
  }

  async function openDevices(): Promise<void> {
    const failed = await own.open()
    if (failed !== null) report(failed)
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
        chat: conversation.log(),
        files: files.view(),
        waiting: waiting.view(),
        devices: own.devices(),
        care: own.care(),
        screen: own.screen(),
        wants: own.wants(),
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
    hold: (who) => happened({ type: 'hold-pressed', who }),
    write: (text) => conversation.write(text),
    files: files.load,
    writeToClinic: waiting.write,
    mute: own.mute,
    turn: own.turn,
    want: own.want,
    choose: own.choose,
    chooseSpeaker: own.chooseSpeaker,
    askForDevicesAgain: () => void openDevices(),
    shareScreen: own.share,
    reopen: own.reopen,
    dismiss: own.dismiss,
    shutDown() {
      conversation.keepUnsent()
      links.closeAll()
      own.stop()
      line.close()
    },
  }
}
