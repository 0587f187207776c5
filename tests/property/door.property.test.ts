import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RoomEvent } from '../../signaling/rooms/core/events.ts'
import { type Room, seatOf } from '../../signaling/rooms/core/seat.ts'
import { acts, admission, always, live, mentions, PEOPLE, sent } from '../support/room-histories.ts'

/** Is this the doctor's deed at the door, from the desk or from the call? */
function isAbout(event: RoomEvent, deed: 'admit' | 'hold'): boolean {
  return event.type === deed || (event.type === 'said' && event.message.type === deed)
}

function targetOf(event: RoomEvent): string[] {
  if (event.type === 'said') return 'participant' in event.message ? [event.message.participant] : []
  return 'id' in event ? [event.id] : []
}

function saysDoctor(room: Room, event: Extract<RoomEvent, { type: 'said' }>): boolean {
  const seat = seatOf(room, event.id)
  return seat?.is === 'present' && seat.page === event.page && seat.who.role === 'doctor'
}

describe('whatever happens at the door', { timeout: 60_000 }, () => {
  test('[W1] nobody before the door is told of anybody else', () => {
    always(({ after, effects, owners }) => {
      for (const { page, message } of sent(effects)) {
        const owner = owners.get(page) ?? ''
        if (seatOf(after, owner)?.is !== 'waiting') continue
        expect(mentions(message).filter((one) => one !== owner)).toEqual([])
      }
    })
  })

  test('[W1] of somebody before the door the doctor alone is told, and nothing but that they are there', () => {
    always(({ before, after, effects, event, owners }) => {
      const waiting = before.seats.filter((seat) => seat.place.at === 'door').map((seat) => seat.who.id)
      if (isAbout(event, 'admit')) return
      for (const { page, message } of sent(effects)) {
        const owner = owners.get(page) ?? ''
        // R4: said before they were sent back, to somebody who was away.
        if (event.type === 'resume' && event.missed?.some((one) => one === message)) continue
        const about = mentions(message).filter((one) => one !== owner && waiting.includes(one))
        if (about.length === 0) continue
        // Through an open door by themselves, with a page that can come in.
        if (event.type === 'join' && about[0] === event.who.id && seatOf(after, event.who.id)?.is === 'present')
          continue
        expect(seatOf(before, owner)?.who.role ?? PEOPLE.find((one) => one.id === owner)?.role).toBe('doctor')
        expect(['joined', 'user-waiting', 'user-away', 'user-back', 'user-left']).toContain(message.type)
      }
    })
  })

  test('[H1] [H2] who was sent back is before the door until the doctor admits them, whatever else they do', () => {
    fc.assert(
      fc.property(admission, acts, (how, happenings) => {
        const sentBack = new Set<string>()
        live(how, happenings, ({ before, after, effects, event }) => {
          const [held] = isAbout(event, 'hold') ? targetOf(event) : []
          const isDoctors = event.type === 'hold' || (event.type === 'said' && saysDoctor(before, event))
          const seat = held === undefined ? undefined : seatOf(before, held)
          if (seat !== undefined && seat.who.role !== 'doctor' && isDoctors) sentBack.add(seat.who.id)
          if (isAbout(event, 'admit')) {
            for (const effect of effects) if (effect.do === 'note-admitted') sentBack.delete(effect.id)
          }
          for (const { who: one, place } of after.seats) if (sentBack.has(one.id)) expect(place.at).toBe('door')
        })
      }),
      { numRuns: 500 },
    )
  })

  test('[W1] where the doctor opens the door, nobody is inside whom they did not let in', () => {
    fc.assert(
      fc.property(acts, (happenings) => {
        const letIn = new Set<string>()
        live('by-doctor', happenings, ({ before, after, effects, event }) => {
          for (const effect of effects) if (effect.do === 'note-admitted') letIn.add(effect.id)
          const wasIn = (one: string) => seatOf(before, one)?.place.at === 'room'
          if (event.type === 'remove' && wasIn(event.id)) letIn.delete(event.id)
          const hasLeft = event.type === 'said' && event.message.type === 'leave-room' && !seatOf(after, event.id)
          if (hasLeft && wasIn(event.id)) letIn.delete(event.id)
          if (isAbout(event, 'admit')) expect(effects.every(({ do: what }) => what !== 'note-shut')).toBe(true)
          else expect(effects.every(({ do: what }) => what !== 'note-admitted')).toBe(true)
          for (const { who: one, place } of after.seats) {
            if (place.at === 'room' && one.role !== 'doctor') expect(letIn.has(one.id), `${event.type}`).toBe(true)
          }
        })
      }),
      { numRuns: 500 },
    )
  })

  test('[Q5] a note reaches the one it is for and nobody else', () => {
    always(({ effects, event, owners }) => {
      for (const { page, message } of sent(effects)) {
        if (message.type === 'note') expect(owners.get(page)).toBe('id' in event ? event.id : '')
      }
    })
  })

  test('[Q4] a page that refreshes itself takes no seat from a live one', () => {
    always(({ before, after, event }) => {
      if (event.type !== 'refresh') return
      const seat = seatOf(before, event.who.id)
      if (seat !== undefined && seat.is !== 'away') expect(seatOf(after, event.who.id)).toBe(seat)
    })
  })

  test('[Q1] since when somebody waits stays the same for as long as they have a seat', () => {
    always(({ before, after }) => {
      for (const seat of before.seats) {
        const now = seatOf(after, seat.who.id)
        if (now !== undefined) expect(now.place.since).toBe(seat.place.since)
      }
    })
  })
})
