import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stepCall } from '../../src/call/core/call.ts'
import type { CallEvent } from '../../src/call/core/call-events.ts'
import { type Call, roomOf } from '../../src/call/core/call-state.ts'
import { ADA, INES, joined, MEDIA, PAUL, person, resumed, SECRET } from '../support/call-messages.ts'

const others = fc.uniqueArray(fc.constantFrom(PAUL, INES), { maxLength: 2 })
const who = fc.constantFrom(PAUL, INES)
const event: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.constantFrom<CallEvent>(
    { type: 'join-pressed' },
    { type: 'leave-pressed' },
    { type: 'end-pressed' },
    { type: 'waiting', you: person(ADA), since: 1, place: 0, held: false, notes: [], resumeSecret: SECRET },
    { type: 'call-ended', by: 'doctor' },
    { type: 'line-refused', reason: 'replaced' },
  ),
  fc.constant<CallEvent>({ type: 'line-lost' }),
  others.map((ids) => joined(ids)),
  fc.constant<CallEvent>(resumed()),
  who.map((id): CallEvent => ({ type: 'user-joined', participant: person(id) })),
  who.map((id): CallEvent => ({ type: 'user-left', from: id, reason: 'left' })),
  who.map((id): CallEvent => ({ type: 'user-waiting', participant: person(id) })),
  who.map((id): CallEvent => ({ type: 'user-away', from: id })),
  who.map((id): CallEvent => ({ type: 'user-back', from: id })),
  who.map((id): CallEvent => ({ type: 'media-state', from: id, media: MEDIA })),
  who.map((id): CallEvent => ({ type: 'admit-pressed', who: id })),
  who.map((id): CallEvent => ({ type: 'link-up', to: id })),
  who.map((id): CallEvent => ({ type: 'link-down', to: id })),
  who.map((id): CallEvent => ({ type: 'link-blocked', to: id, cause: 'no-way' })),
)

/** Where each phase may lead, as diagram 5 has it; staying is always allowed. */
const LEADS_TO: Readonly<Record<Call['phase'], readonly Call['phase'][]>> = {
  new: ['connecting'],
  connecting: ['waiting', 'calling', 'ended'],
  waiting: ['calling', 'reconnecting', 'ended'],
  calling: ['waiting', 'connected', 'reconnecting', 'ended'],
  connected: ['waiting', 'calling', 'reconnecting', 'ended'],
  reconnecting: ['waiting', 'calling', 'connected', 'ended'],
  ended: [],
}

test('whatever happens in whatever order, links are open to exactly those in the room, and every end puts the camera out once', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let call: Call = { phase: 'new' }
      const links = new Set<string>()
      let lineOpened = 0
      let lineClosed = 0
      let stopped = 0
      for (const one of [{ type: 'join-pressed' } as const, ...events]) {
        const { call: next, effects } = stepCall(call, one)
        expect([call.phase, ...LEADS_TO[call.phase]]).toContain(next.phase)
        for (const effect of effects) {
          if (effect.do === 'open-link') {
            expect(links).not.toContain(effect.to)
            links.add(effect.to)
          }
          if (effect.do === 'close-link') links.delete(effect.to)
          if (effect.do === 'line-is-back' || effect.do === 'renew-link') expect(links).toContain(effect.to)
          if (effect.do === 'open-line') lineOpened += 1
          if (effect.do === 'close-line') lineClosed += 1
          if (effect.do === 'stop-devices') stopped += 1
        }
        call = next
        const inRoom = roomOf(call)?.others.map(({ participant }) => participant.id) ?? []
        expect([...links].sort()).toEqual([...inRoom].sort())
        expect(new Set(inRoom).size).toBe(inRoom.length)
        if (call.phase === 'connected') expect(roomOf(call)?.others.some(({ link }) => link === 'up')).toBe(true)
      }
      const ends = call.phase === 'ended' ? 1 : 0
      expect({ lineOpened, lineClosed, stopped }).toEqual({ lineOpened: 1, lineClosed: ends, stopped: ends })
    }),
    { numRuns: 300 },
  )
})
