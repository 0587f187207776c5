import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { ClientMessage } from '../../signaling/contract/client-messages.ts'
import { PROTOCOL_VERSION } from '../../signaling/contract/limits.ts'
import { readClientMessage } from '../../signaling/rooms/frames.ts'
import { CANDIDATE, createRoomsWorld, grantFor, IDS, SDP } from '../support/rooms-world.ts'

const WHOLE = Compile(ClientMessage)
const SECRET = 'A'.repeat(43)
const MESSAGES: readonly ClientMessage[] = [
  { type: 'join-room', version: PROTOCOL_VERSION, ticket: SECRET, device: 'phone' },
  { type: 'resume', version: PROTOCOL_VERSION, secret: SECRET, heard: 3 },
  { type: 'admit', participant: IDS.patient },
  { type: 'offer', to: IDS.patient, description: { type: 'offer', sdp: SDP }, generation: 1 },
  { type: 'answer', to: IDS.patient, description: { type: 'answer', sdp: SDP }, generation: 1 },
  { type: 'ice-candidate', to: IDS.patient, candidate: CANDIDATE, generation: 1 },
  { type: 'chat-message', id: 'aaaaaaaaaaaa', text: 'hello' },
  { type: 'chat-received', id: 'aaaaaaaaaaaa', from: IDS.patient },
  {
    type: 'media-state',
    media: { microphone: 'on', camera: 'on', screen: false, hidden: false, network: 'good', wants: 'picture' },
  },
  { type: 'link-report', to: IDS.patient, path: 'relay', afterMs: 900 },
  { type: 'leave-room' },
  { type: 'end-call' },
  { type: 'ping' },
]

/** A frame as somebody might send it who changes a right one at a few places. */
const mutated = fc
  .tuple(
    fc.constantFrom(...MESSAGES).map((message) => JSON.stringify(message)),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.integer({ min: 0, max: 3 }),
        put: fc.constantFrom('', '"', '{', '[', '}', '\\u0000', '\ud800', '__proto__', 'null', '1e999', '-', ',', 'x'),
      }),
      { maxLength: 3 },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((now, { at, cut, put }) => {
      const from = Math.floor(at * now.length)
      return now.slice(0, from) + put + now.slice(from + cut)
    }, text),
  )

test.each(MESSAGES)('[E1] a right $type is read as it is', (message) => {
  expect(readClientMessage(JSON.stringify(message))).toEqual(message)
})

test('[E1] whatever is read keeps to the schema, whatever was sent', () => {
  fc.assert(
    fc.property(fc.oneof(mutated, fc.json(), fc.string()), (text) => {
      const message = readClientMessage(text)
      if (message !== null) expect(WHOLE.Check(message)).toBe(true)
    }),
    { numRuns: 3_000 },
  )
})

test('[E1] no frame brings the hub to fall or takes the others out of the room', () => {
  fc.assert(
    fc.property(fc.array(mutated, { maxLength: 20 }), (frames) => {
      const world = createRoomsWorld()
      const doctor = world.join(grantFor('doctor'))
      const patient = world.join(grantFor('patient'))
      for (const text of frames) patient.sayFrame({ text })
      doctor.say({ type: 'ping' })
      expect(doctor.last('pong')).toEqual({ type: 'pong' })
      expect(doctor.closed).toBeNull()
    }),
    { numRuns: 300 },
  )
})
