import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEATS, type SeatKind, seatKind } from '../../signaling/contract/participant.ts'
import { step } from '../../signaling/rooms/core/room.ts'
import { seatOf } from '../../signaling/rooms/core/seat.ts'
import { type Act, act, acts, admission, always, live, PEOPLE, said, sent } from '../support/room-histories.ts'

const THREE = PEOPLE.filter(({ role }) => ['doctor', 'patient', 'family'].includes(role))
/** Three people who are there and do little but set up, with now and then something in between. */
const negotiating = fc
  .array(
    fc.oneof(
      {
        weight: 15,
        arbitrary: fc.record({
          act: fc.constant('said' as const),
          id: fc.constantFrom(...THREE).map((person) => person.id),
          page: fc.constant(0),
          message: said.filter(({ type }) => type === 'offer' || type === 'ice-candidate'),
        }),
      },
      { weight: 1, arbitrary: act },
    ),
    { minLength: 10, maxLength: 60, size: 'max' },
  )
  .map((happenings): Act[] => [...THREE.map((one): Act => ({ act: 'join', who: one })), ...happenings])

describe('whatever happens in a room', { timeout: 60_000 }, () => {
  test('[J4] there are never more than its seats, and nobody sits twice', () => {
    always(({ after }) => {
      for (const kind of Object.keys(SEATS) as SeatKind[]) {
        const taken = after.seats.filter((seat) => seatKind(seat.who.role) === kind)
        expect(taken.length).toBeLessThanOrEqual(SEATS[kind])
      }
      expect(new Set(after.seats.map((seat) => seat.who.id)).size).toBe(after.seats.length)
    })
  })

  test('[J5] a page that has no seat is told nothing but why', () => {
    always(({ before, after, effects, event, owners }) => {
      for (const { page, message } of sent(effects)) {
        const owner = owners.get(page) ?? ''
        const isTheirs = [before, after].some((room) => {
          const seat = seatOf(room, owner)
          return seat !== undefined && seat.is !== 'away' && seat.page === page
        })
        expect(isTheirs, `${event.type} told ${message.type} to a page without a seat`).toBe(true)
      }
    })
  })

  test('[E1] whoever a message is from is whoever spoke, whatever they wrote', () => {
    always(({ effects, event }) => {
      if (event.type !== 'said' || event.message.type === 'admit' || event.message.type === 'hold') return
      for (const { message } of sent(effects)) {
        if ('from' in message) expect(message.from).toBe(event.id)
        if ('by' in message && event.message.type === 'chat-received') expect(message.by).toBe(event.id)
      }
    })
  })

  test('[S2] a description or a candidate reaches the one it is for and nobody else', () => {
    always(({ effects, event, owners }) => {
      for (const { page, message } of sent(effects)) {
        if (message.type !== 'offer' && message.type !== 'answer' && message.type !== 'ice-candidate') continue
        if (event.type === 'resume') {
          expect(event.missed).toContain(message)
          expect(owners.get(page)).toBe(event.id)
          continue
        }
        if (event.type !== 'said' || !('to' in event.message)) throw new Error('nobody said it')
        expect(owners.get(page)).toBe(event.message.to)
      }
      for (const effect of effects) {
        if (effect.do !== 'keep' || event.type !== 'said') continue
        if ('to' in event.message && event.message.to !== undefined) expect(effect.id).toBe(event.message.to)
        else expect(effect.id).not.toBe(event.id)
      }
    })
  })

  test('[S2] the generations of candidates from one page to another never go back', () => {
    fc.assert(
      fc.property(negotiating, (happenings) => {
        const newest = new Map<string, number>()
        live('automatic', happenings, ({ effects, before, event }) => {
          if (event.type !== 'said') return
          for (const { page, message } of sent(effects)) {
            if (message.type !== 'offer' && message.type !== 'answer' && message.type !== 'ice-candidate') continue
            if (!('generation' in message)) throw new Error('no generation')
            const seat = seatOf(before, event.id)
            const pair = `${seat?.is === 'present' ? seat.page : ''}>${page}`
            if (message.type === 'ice-candidate') {
              expect(message.generation).toBeGreaterThanOrEqual(newest.get(pair) ?? 0)
            } else {
              newest.set(pair, Math.max(newest.get(pair) ?? 0, message.generation))
            }
          }
        })
      }),
      { numRuns: 300 },
    )
  })

  test('[J5] what a page says after it lost its seat changes nothing and reaches nobody', () => {
    always(({ before, after, effects, event }) => {
      if (event.type !== 'said' && event.type !== 'lost') return
      const seat = seatOf(before, event.id)
      if (seat !== undefined && seat.is !== 'away' && seat.page === event.page) return
      expect(after).toBe(before)
      expect(effects).toEqual([])
    })
  })

  test('[J5] a page whose seat another page has now was closed', () => {
    fc.assert(
      fc.property(admission, acts, (how, happenings) => {
        const closed = new Set<number>()
        live(how, happenings, ({ before, after, effects, event }) => {
          for (const effect of effects) if (effect.do === 'close') closed.add(effect.page)
          for (const seat of before.seats) {
            if (seat.is === 'away' || event.type === 'lost') continue
            const now = seatOf(after, seat.who.id)
            const stillTheirs = now !== undefined && now.is !== 'away' && now.page === seat.page
            expect(stillTheirs || closed.has(seat.page)).toBe(true)
          }
        })
      }),
      { numRuns: 300 },
    )
  })

  test('a line of chat is shown once, and never back to a page from before', () => {
    always(({ before, effects, event, owners }) => {
      if (event.type !== 'said' || event.message.type !== 'chat-message') return
      const { message: said } = event
      const seat = seatOf(before, event.id)
      const known = seat?.place.at === 'room' && seat.place.lines.some((line) => line.id === said.id)
      const readers = sent(effects)
        .filter(({ message }) => message.type === 'chat-message')
        .map(({ page }) => owners.get(page))
      expect(new Set(readers).size).toBe(readers.length)
      if (known) expect(readers.filter((reader) => reader !== event.id)).toEqual([])
    })
  })

  test('[R1] nobody stays away from the room for longer than two minutes, nor from before the door than ten', () => {
    always(({ after, event }) => {
      if (event.type !== 'tick') return
      for (const seat of after.seats) {
        const longest = seat.place.at === 'door' ? 600_000 : 120_000
        if (seat.is === 'away') expect(event.now - seat.lostAt).toBeLessThan(longest)
      }
    })
  })

  test('what does not change the room gives back the same room', () => {
    always(({ before, after, event }) => {
      if (event.type === 'said' && event.message.type === 'ice-candidate') expect(after).toBe(before)
    })
  })

  test('whoever has come has left, been freed, or still has a seat', () => {
    fc.assert(
      fc.property(admission, acts, (how, all) => {
        // Who was there when a process died is not known to the next one.
        const happenings = all.filter(({ act: what }) => what !== 'restart')
        const inside = new Set<string>()
        const seated = new Set<string>()
        const room = live(how, happenings, ({ effects, event, before }) => {
          for (const effect of effects) {
            if (effect.do === 'note-joined') {
              expect(inside.has(effect.id)).toBe(false)
              inside.add(effect.id)
              seated.add(effect.id)
            }
            if (effect.do === 'note-left') expect(inside.delete(effect.id)).toBe(true)
            if (effect.do === 'free') expect(seated.delete(effect.id)).toBe(true)
          }
          if (event.type === 'gone') inside.delete(event.id)
          // The end is stored for all at once.
          if (event.type === 'end') for (const seat of before.seats) inside.delete(seat.who.id)
        })
        expect([...seated].sort()).toEqual(room.seats.map((seat) => seat.who.id).sort())
        for (const one of inside) expect(seated.has(one)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('after the end nobody sits, and every page was closed', () => {
    fc.assert(
      fc.property(admission, acts, (how, happenings) => {
        const room = live(how, happenings, () => undefined)
        const { room: after, effects } = step(room, { type: 'end', by: 'doctor' })
        expect(after.seats).toEqual([])
        const closed = effects.flatMap((effect) => (effect.do === 'close' ? [effect.page] : []))
        expect(closed).toEqual(room.seats.flatMap((seat) => (seat.is === 'away' ? [] : [seat.page])))
      }),
      { numRuns: 300 },
    )
  })
})
