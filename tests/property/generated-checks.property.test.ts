import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { generatedCheck } from '../../run/compiled-checks.mjs'
import { isDeskMessage } from '../../signaling/contract/desk-message-check.ts'
import { isFileFrame } from '../../signaling/contract/file-frame-check.ts'
import { isServerMessage } from '../../signaling/contract/server-message-check.ts'

const participant = {
  id: '0123456789ab',
  role: 'patient',
  name: 'Paul',
  away: false,
  media: { microphone: 'on', camera: 'off', screen: false, hidden: false, network: 'good', wants: 'picture' },
}
const secret = 'x'.repeat(43)
const note = { id: 'n'.repeat(12), at: 5, from: 'clinic', word: 'unmute', text: null }
const SERVER_MESSAGES: readonly object[] = [
  {
    type: 'joined',
    you: participant,
    participants: [participant],
    waiting: [],
    iceServers: [{ urls: ['stun:s'] }],
    relayOnly: false,
    resumeSecret: secret,
  },
  {
    type: 'waiting',
    you: { ...participant, media: null },
    since: 1,
    place: 2,
    held: true,
    notes: [note],
    resumeSecret: secret,
  },
  { type: 'queue', place: 0, held: false },
  { type: 'note', note: { ...note, from: 'person', word: null, text: 'مرحبا' } },
  { type: 'user-joined', participant },
  { type: 'user-left', from: participant.id, reason: 'lost' },
  { type: 'offer', from: participant.id, description: { type: 'offer', sdp: 'v=0' }, generation: 1 },
  {
    type: 'ice-candidate',
    from: participant.id,
    candidate: { candidate: '', sdpMid: null, sdpMLineIndex: 0, usernameFragment: 'abcd' },
    generation: 2,
  },
  { type: 'chat-message', id: 'a'.repeat(12), from: participant.id, text: 'Hello 👩‍⚕️', at: 5 },
  { type: 'error', reason: 'slow-down' },
  { type: 'call-ended', by: 'doctor' },
  { type: 'pong' },
  { type: 'user-waiting', participant },
  { type: 'user-away', from: participant.id },
  { type: 'user-back', from: participant.id },
  { type: 'answer', from: participant.id, description: { type: 'answer', sdp: 'v=0' }, generation: 1 },
  { type: 'chat-delivered', id: 'a'.repeat(12), by: participant.id },
  { type: 'media-state', from: participant.id, media: participant.media },
]

const DESK_MESSAGES: readonly object[] = [
  { type: 'desk', arrivals: [] },
  {
    type: 'desk',
    arrivals: [
      {
        roomId: participant.id,
        title: 'A visit',
        startsAt: null,
        participant: { id: participant.id, role: 'patient', name: 'Paul' },
        since: 1,
        where: 'door',
        held: false,
        away: false,
        media: participant.media,
        check: { verdict: 'sound-only', at: 1 },
        language: 'ar',
        notes: [note, { ...note, from: 'person', word: null, text: 'مرحبا' }],
      },
    ],
  },
  { type: 'error', reason: 'ticket-refused' },
  { type: 'pong' },
]

const file = 'f'.repeat(16)
const FILE_FRAMES: readonly object[] = [
  { type: 'hello', page: 'p'.repeat(16) },
  { type: 'offer', file, name: 'röntgen 🦴.png', size: 1, hash: '0'.repeat(64) },
  { type: 'accept', file, from: 0 },
  { type: 'have', file, bytes: 4_294_967_295 },
  { type: 'whole', file },
  { type: 'stop', file, why: 'declined' },
]

/** The checks that browsers get are generated text; each must agree with the compiled one on whatever arrives. */
describe.each([
  {
    check: 'isServerMessage',
    schema: 'ServerMessage',
    schemas: 'server-messages.ts',
    is: isServerMessage,
    valid: SERVER_MESSAGES,
  },
  {
    check: 'isDeskMessage',
    schema: 'DeskMessage',
    schemas: 'desk-messages.ts',
    is: isDeskMessage,
    valid: DESK_MESSAGES,
  },
  {
    check: 'isFileFrame',
    schema: 'FileFrame',
    schemas: 'file-frames.ts',
    is: isFileFrame,
    valid: FILE_FRAMES,
  },
])('the generated $check', ({ check, schema, schemas, is, valid }) => {
  let generated: (value: unknown) => boolean

  beforeAll(async () => {
    const text = await generatedCheck(`signaling/contract/${schemas}`, { schema, check })
    const module: Record<string, (value: unknown) => boolean> = await import(
      `data:text/javascript,${encodeURIComponent(text)}`
    )
    generated = module[check] ?? (() => false)
  })

  test('takes the messages that are said', () => {
    for (const message of valid) expect([message, generated(message), is(message)]).toEqual([message, true, true])
  })

  test('agrees with the compiled one on messages with anything changed in them', () => {
    const path = fc.array(fc.nat(6), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(
        fc.constantFrom(...valid),
        path,
        fc.anything({ withNullPrototype: false }),
        fc.boolean(),
        (message, where, value, remove) => {
          const changed = mutate(structuredClone(message), where, value, remove)
          expect(generated(changed)).toBe(is(changed))
        },
      ),
      { numRuns: 3_000 },
    )
  })

  test('agrees with the compiled one on anything at all', () => {
    fc.assert(fc.property(fc.anything(), (value) => generated(value) === is(value)))
  })
})

/** Replaces, removes or adds something somewhere inside. */
function mutate(value: object, [index = 0, ...rest]: number[], replacement: unknown, remove: boolean): object {
  const keys = [...Object.keys(value), 'added']
  const key = keys[index % keys.length] ?? 'added'
  const inside: unknown = Reflect.get(value, key)
  if (rest.length > 0 && typeof inside === 'object' && inside !== null) mutate(inside, rest, replacement, remove)
  else if (remove) Reflect.deleteProperty(value, key)
  else Reflect.set(value, key, replacement)
  return value
}
