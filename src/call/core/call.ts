import type { ParticipantId } from '../../../signaling/contract/ids.ts'
import type { CallEffect, CallEvent } from './call-events.ts'
import {
  type Call,
  type Ending,
  endingOf,
  joinedRoom,
  type Other,
  type Room,
  roomOf,
  settled,
  withOther,
} from './call-state.ts'

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
    case 'waiting':
      return isLive(call)
        ? to({ phase: 'waiting', door: 'closed', you: event.you, since: event.since }, ...closeLinks(roomOf(call)))
        : stay(call)
    case 'joined':
      return isLive(call) ? joined(call, joinedRoom(event)) : stay(call)
    case 'resumed':
      return isLive(call) ? resumed(call, joinedRoom(event)) : stay(call)
    case 'user-waiting':
      return inRoom(call, (room) => ({
        ...room,
        waiting: [...room.waiting.filter(({ id }) => id !== event.participant.id), event.participant],
      }))
    case 'user-joined':
      return userJoined(call, { participant: event.participant, link: 'building' })
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
      return inRoom(call, (room) =>
        withOther(room, event.to, (other) => (other.link === 'building' ? other : { ...other, link: 'down' })),
      )
    case 'link-blocked':
      return inRoom(call, (room) => withOther(room, event.to, (other) => ({ ...other, link: 'blocked' })))
  }
}

function joined(call: Call, room: Room): Step {
  return to(
    settled(room),
    ...closeLinks(roomOf(call)),
    ...room.others.map(({ participant }): CallEffect => ({ do: 'open-link', to: participant.id, offers: false })),
    { do: 'say-media' },
  )
}

/** The seat was kept, so the links were too; only what changed while we could not listen is made up for. */
function resumed(call: Call, fresh: Room): Step {
  const before = roomOf(call)
  const known = new Map(before?.others.map((other) => [other.participant.id, other]))
  const others = fresh.others.map(({ participant }): Other => {
    return { participant, link: known.get(participant.id)?.link ?? 'building' }
  })
  const still = new Set(others.map(({ participant }) => participant.id))
  const gone = [...known.keys()].filter((id) => !still.has(id))
  return to(
    settled({ ...fresh, others }),
    ...gone.map((id): CallEffect => ({ do: 'close-link', to: id })),
    ...others.map(({ participant: { id } }): CallEffect => {
      return known.has(id) ? { do: 'line-is-back', to: id } : { do: 'open-link', to: id, offers: true }
    }),
    { do: 'say-media' },
  )
}

/** Said again for somebody we know: their new page took the seat over and has never heard of our link. */
function userJoined(call: Call, newcomer: Other): Step {
  const room = roomOf(call)
  if (room === null) return stay(call)
  const id = newcomer.participant.id
  const known = room.others.some(({ participant }) => participant.id === id)
  const next: Room = {
    ...room,
    others: [...room.others.filter(({ participant }) => participant.id !== id), newcomer],
    waiting: room.waiting.filter((participant) => participant.id !== id),
  }
  const open: CallEffect = { do: 'open-link', to: id, offers: true }
  return to(again(call, next), ...(known ? [{ do: 'close-link', to: id } as const, open] : [open]))
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
  return (room?.others ?? []).map(({ participant }): CallEffect => ({ do: 'close-link', to: participant.id }))
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
