import type { Ending } from '../../../signaling/contract/ending.ts'
import type { ParticipantId } from '../../../signaling/contract/ids.ts'
import type { Participant } from '../../../signaling/contract/participant.ts'
import type { CallEffect, CallEvent } from './call-events.ts'
import { type Call, endingOf, joinedRoom, type Other, type Room, roomOf, settled, withOther } from './call-state.ts'

interface Step {
  readonly call: Call
  readonly effects: readonly CallEffect[]
}

/**
 * The call as the user drew it (diagram 5): one step from a state and an event to the next state and what to do about it.
 * An event that makes no sense in a state (a late message, a second press) changes nothing.
 */
export function stepCall(call: Call, event: CallEvent): Step {
  switch (event.type) {
    case 'join-pressed':
      return call.phase === 'new' ? to({ phase: 'connecting', troubled: false }, { do: 'open-line' }) : stay(call)
    case 'leave-pressed':
      return isLive(call) ? end(call, 'left', { do: 'close-line', say: 'leave-room' }) : stay(call)
    case 'end-pressed':
      return isLive(call) ? end(call, 'ended-by-you', ...endForAll(call)) : stay(call)
    case 'admit-pressed': {
      const room = roomOf(call)
      const waits = room?.waiting.some(({ id }) => id === event.who) ?? false
      return waits ? to(call, { do: 'send', message: { type: 'admit', participant: event.who } }) : stay(call)
    }
    case 'hold-pressed': {
      const isThere = roomOf(call)?.others.some((other) => idOf(other) === event.who) ?? false
      return isThere ? to(call, { do: 'send', message: { type: 'hold', participant: event.who } }) : stay(call)
    }
    case 'waiting':
      return isLive(call)
        ? to({ phase: 'waiting', door: 'closed', you: event.you, since: event.since }, ...closeLinks(roomOf(call)), {
            do: 'say-media',
          })
        : stay(call)
    case 'joined':
      return isLive(call) ? joined(call, joinedRoom(event)) : stay(call)
    case 'resumed':
      return resumed(call, event.iceServers)
    case 'ice-servers':
      return inRoom(call, (room) => ({ ...room, iceServers: event.iceServers }))
    case 'user-waiting':
      return inRoom(call, (room) => ({
        ...room,
        waiting: [...room.waiting.filter(({ id }) => id !== event.participant.id), event.participant],
      }))
    case 'user-joined':
      return userJoined(call, event.participant)
    case 'user-left':
      return userLeft(call, event.from)
    case 'user-away':
      return inRoom(call, (room) => withOther(room, event.from, (other) => withParticipant(other, { away: true })))
    case 'user-back':
      return inRoom(call, (room) => withOther(room, event.from, (other) => withParticipant(other, { away: false })), {
        do: 'line-is-back',
        to: event.from,
      })
    case 'media-state':
      return inRoom(call, (room) =>
        withOther(room, event.from, (other) => withParticipant(other, { media: event.media })),
      )
    case 'call-ended':
      return isLive(call) ? end(call, event.by, { do: 'close-line', say: null }) : stay(call)
    case 'line-lost':
      return lineLost(call)
    case 'line-refused':
      return isLive(call) ? end(call, endingOf(event.reason), { do: 'close-line', say: null }) : stay(call)
    case 'link-up':
      return inRoom(call, (room) => withOther(room, event.to, (other) => ({ ...other, link: 'up' })))
    case 'link-down':
      return linkDown(call, event.to)
    case 'link-blocked':
      return inRoom(call, (room) =>
        withOther(room, event.to, (other) => ({ ...other, link: 'blocked', cause: event.cause })),
      )
  }
}

/**
 * A fresh seat. After a restart the server knows nobody until they are back, but a link that is up needs no server: whoever we
 * still hear and see stays, and is confirmed when they join anew.
 */
function joined(call: Call, fresh: Room): Step {
  const before = roomOf(call)?.others ?? []
  const standing = new Map(before.filter(({ link }) => link === 'up').map((other) => [other.participant.id, other]))
  const there = fresh.others.map((other): Other => ({ ...other, link: standing.has(idOf(other)) ? 'up' : 'building' }))
  const missing = [...standing.values()].filter((other) => !there.some((one) => idOf(one) === idOf(other)))
  return to(
    settled({ ...fresh, others: [...there, ...missing.map(unconfirmed)] }),
    ...before.filter((other) => !standing.has(idOf(other))).map(closeLink),
    ...there.map((other): CallEffect => {
      return standing.has(idOf(other))
        ? { do: 'line-is-back', to: idOf(other) }
        : { do: 'open-link', to: idOf(other), offers: false }
    }),
    { do: 'say-media' },
  )
}

/** The seat was kept, so the links were too; what was said to us meanwhile follows, what we said may not have arrived. */
function resumed(call: Call, iceServers: Room['iceServers']): Step {
  const room = roomOf(call)
  if (room === null) return stay(call)
  return to(
    settled({ ...room, iceServers }),
    ...room.others.map((other): CallEffect => ({ do: 'line-is-back', to: idOf(other) })),
    { do: 'say-media' },
  )
}

/**
 * Said again for somebody we know: their page joined anew. While the link is up that may be the same page, after the server was
 * restarted, so it is renewed and never cut; another page answers it as another connection and gets a link of its own.
 */
function userJoined(call: Call, participant: Participant): Step {
  const room = roomOf(call)
  if (room === null) return stay(call)
  const known = room.others.find((other) => idOf(other) === participant.id)
  const link = known?.link === 'up' ? 'up' : 'building'
  const next: Room = {
    ...room,
    others: [...room.others.filter((other) => idOf(other) !== participant.id), { participant, link, confirmed: true }],
    waiting: room.waiting.filter(({ id }) => id !== participant.id),
  }
  if (link === 'up') return to(again(call, next), { do: 'renew-link', to: participant.id })
  const open: CallEffect = { do: 'open-link', to: participant.id, offers: true }
  return to(again(call, next), ...(known ? [closeLink(known), open] : [open]))
}

function userLeft(call: Call, from: ParticipantId): Step {
  const room = roomOf(call)
  if (room === null) return stay(call)
  const next: Room = {
    ...room,
    others: room.others.filter(({ participant }) => participant.id !== from),
    waiting: room.waiting.filter(({ id }) => id !== from),
  }
  return to(again(call, next), { do: 'close-link', to: from })
}

/** Somebody the server does not know of either is gone. */
function linkDown(call: Call, who: ParticipantId): Step {
  const isUnconfirmed = roomOf(call)?.others.some((other) => idOf(other) === who && !other.confirmed) ?? false
  if (isUnconfirmed) return userLeft(call, who)
  return inRoom(call, (room) =>
    withOther(room, who, (other) => (other.link === 'building' ? other : { ...other, link: 'down' })),
  )
}

/** Media goes on: nothing is closed because the socket fell. */
function lineLost(call: Call): Step {
  switch (call.phase) {
    case 'connecting':
      return to({ phase: 'connecting', troubled: true })
    case 'waiting':
      return to(
        call.door === 'closed'
          ? { phase: 'reconnecting', lost: 'line', door: 'closed', you: call.you, since: call.since }
          : { phase: 'reconnecting', lost: 'line', door: 'open', room: call.room },
      )
    case 'calling':
    case 'connected':
      return to({ phase: 'reconnecting', lost: 'line', door: 'open', room: call.room })
    case 'reconnecting':
      return call.door === 'open' ? to({ ...call, lost: 'line' }) : stay(call)
    case 'new':
    case 'ended':
      return stay(call)
  }
}

function inRoom(call: Call, change: (room: Room) => Room, ...effects: CallEffect[]): Step {
  const room = roomOf(call)
  if (room === null) return stay(call)
  const next = change(room)
  return next === room ? stay(call) : to(again(call, next), ...effects)
}

/** The room changed while the line is as it was. */
function again(call: Call, room: Room): Call {
  return call.phase === 'reconnecting' && call.lost === 'line'
    ? { phase: 'reconnecting', lost: 'line', door: 'open', room }
    : settled(room)
}

function end(call: Call, by: Ending, ...effects: CallEffect[]): Step {
  return to({ phase: 'ended', by }, ...closeLinks(roomOf(call)), ...effects, { do: 'stop-devices' })
}

/** With the line gone the end is said by REST, so that the button works on a bad network too. */
function endForAll(call: Call): CallEffect[] {
  const lineIsUp = call.phase !== 'connecting' && !(call.phase === 'reconnecting' && call.lost === 'line')
  return lineIsUp ? [{ do: 'close-line', say: 'end-call' }] : [{ do: 'end-meeting' }, { do: 'close-line', say: null }]
}

function closeLinks(room: Room | null): CallEffect[] {
  return (room?.others ?? []).map(closeLink)
}

function closeLink(other: Other): CallEffect {
  return { do: 'close-link', to: idOf(other) }
}

function unconfirmed(other: Other): Other {
  return { ...withParticipant(other, { away: true }), confirmed: false }
}

function idOf({ participant }: Other): ParticipantId {
  return participant.id
}

function withParticipant(other: Other, change: Partial<Other['participant']>): Other {
  return { ...other, participant: { ...other.participant, ...change } }
}

function isLive(call: Call): boolean {
  return call.phase !== 'new' && call.phase !== 'ended'
}

function to(call: Call, ...effects: CallEffect[]): Step {
  return { call, effects }
}

function stay(call: Call): Step {
  return { call, effects: [] }
}
