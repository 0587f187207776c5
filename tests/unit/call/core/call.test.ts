import { describe, expect, test } from 'vitest'
import type { ServerMessageOf } from '../../../../signaling/contract/server-messages.ts'
import { stepCall } from '../../../../src/call/core/call.ts'
import type { CallEffect, CallEvent } from '../../../../src/call/core/call-events.ts'
import { type Call, roomOf } from '../../../../src/call/core/call-state.ts'
import { ADA, INES, joined, MEDIA, PAUL, person, resumed, SECRET } from '../../../support/call-messages.ts'

const pressed: CallEvent = { type: 'join-pressed' }
const lost: CallEvent = { type: 'line-lost' }
const paulCame: CallEvent = { type: 'user-joined', participant: person(PAUL) }
const paulUp: CallEvent = { type: 'link-up', to: PAUL }

function callAfter(...events: CallEvent[]): { call: Call; effects: readonly CallEffect[] } {
  let last: { call: Call; effects: readonly CallEffect[] } = { call: { phase: 'new' }, effects: [] }
  for (const event of events) last = stepCall(last.call, event)
  return last
}

function phases(...events: CallEvent[]): string[] {
  return events.map((_, index) => callAfter(...events.slice(0, index + 1)).call.phase)
}

describe('the way the user drew it', () => {
  test('who comes first waits, is joined, connects, loses and regains the line, and ends', () => {
    expect(phases(pressed, joined(), paulCame, paulUp, lost, resumed(), { type: 'call-ended', by: 'doctor' })).toEqual([
      'connecting',
      'waiting',
      'calling',
      'connected',
      'reconnecting',
      'connected',
      'ended',
    ])
  })

  test('when the only other one leaves, one is back at waiting', () => {
    const { call, effects } = callAfter(pressed, joined(), paulCame, paulUp, {
      type: 'user-left',
      from: PAUL,
      reason: 'left',
    })
    expect(call.phase).toBe('waiting')
    expect(effects).toEqual([{ do: 'close-link', to: PAUL }])
  })

  test('a link that goes down is reconnecting, and connected once it is back', () => {
    expect(phases(pressed, joined([PAUL]), paulUp, { type: 'link-down', to: PAUL }, paulUp).slice(2)).toEqual([
      'connected',
      'reconnecting',
      'connected',
    ])
  })
})

describe('before anything was pressed', () => {
  test('nothing the server says changes anything', () => {
    for (const event of [joined([PAUL]), paulCame, lost, { type: 'call-ended', by: 'time' } as const]) {
      expect(callAfter(event)).toEqual({ call: { phase: 'new' }, effects: [] })
    }
  })

  test('pressing twice opens one line', () => {
    expect(callAfter(pressed).effects).toEqual([{ do: 'open-line' }])
    expect(callAfter(pressed, pressed).effects).toEqual([])
  })
})

describe('who offers', () => {
  test('the newcomer waits for offers of those who were there', () => {
    expect(callAfter(pressed, joined([PAUL, INES])).effects).toEqual([
      { do: 'open-link', to: PAUL, offers: false },
      { do: 'open-link', to: INES, offers: false },
      { do: 'say-media' },
    ])
  })

  test('who was there offers to the newcomer', () => {
    expect(callAfter(pressed, joined(), paulCame).effects).toEqual([{ do: 'open-link', to: PAUL, offers: true }])
  })

  test('somebody known whose link is not up gets a new one, and sits there once', () => {
    const { call, effects } = callAfter(pressed, joined(), paulCame, paulCame)
    expect(effects).toEqual([
      { do: 'close-link', to: PAUL },
      { do: 'open-link', to: PAUL, offers: true },
    ])
    expect(roomOf(call)?.others).toHaveLength(1)
    expect(call.phase).toBe('calling')
  })

  test('a link that is up is renewed when the page at its end joins anew, never cut', () => {
    const { call, effects } = callAfter(pressed, joined(), paulCame, paulUp, paulCame)
    expect(effects).toEqual([{ do: 'renew-link', to: PAUL }])
    expect(call.phase).toBe('connected')
  })
})

describe('when the server was restarted and knows nobody', () => {
  test('who is still heard and seen stays, and is confirmed when they join anew', () => {
    const alone = callAfter(pressed, joined([PAUL]), paulUp, lost, joined())
    expect(alone.effects).toEqual([{ do: 'say-media' }])
    expect(alone.call).toMatchObject({ phase: 'connected', room: { others: [{ confirmed: false, link: 'up' }] } })
    const back = stepCall(alone.call, paulCame)
    expect(back.effects).toEqual([{ do: 'renew-link', to: PAUL }])
    expect(back.call).toMatchObject({ phase: 'connected', room: { others: [{ confirmed: true, link: 'up' }] } })
  })

  test('who was back first is found in the room, with the link as it was', () => {
    const { call, effects } = callAfter(pressed, joined([PAUL]), paulUp, lost, joined([PAUL]))
    expect(effects).toEqual([{ do: 'line-is-back', to: PAUL }, { do: 'say-media' }])
    expect(call.phase).toBe('connected')
  })

  test('who does not come back is gone with their link', () => {
    const { call, effects } = callAfter(pressed, joined([PAUL]), paulUp, lost, joined(), {
      type: 'link-down',
      to: PAUL,
    })
    expect(effects).toEqual([{ do: 'close-link', to: PAUL }])
    expect(call.phase).toBe('waiting')
  })

  test('a link that was not up is built anew', () => {
    expect(callAfter(pressed, joined([PAUL]), lost, joined([PAUL])).effects.slice(0, 2)).toEqual([
      { do: 'close-link', to: PAUL },
      { do: 'open-link', to: PAUL, offers: false },
    ])
  })
})

describe('when the line is lost', () => {
  test('links go on', () => {
    const { call, effects } = callAfter(pressed, joined([PAUL]), paulUp, lost)
    expect(effects).toEqual([])
    expect(call).toMatchObject({ phase: 'reconnecting', lost: 'line', door: 'open' })
  })

  test('[R4] a resume keeps the room as it was, with fresh servers; what was missed comes after it like anything else', () => {
    const iceServers = [{ urls: ['turn:turn.example.org'] }]
    const { call, effects } = callAfter(pressed, joined([PAUL]), paulUp, lost, resumed({ iceServers }))
    expect(effects).toEqual([{ do: 'line-is-back', to: PAUL }, { do: 'say-media' }])
    expect(call).toMatchObject({ phase: 'connected', room: { iceServers, others: [{ link: 'up' }] } })
  })

  test('the doctor can still end it, by REST', () => {
    const { call, effects } = callAfter(pressed, joined([PAUL]), paulUp, lost, { type: 'end-pressed' })
    expect(call).toEqual({ phase: 'ended', by: 'ended-by-you' })
    expect(effects).toEqual([
      { do: 'close-link', to: PAUL },
      { do: 'end-meeting' },
      { do: 'close-line', say: null },
      { do: 'stop-devices' },
    ])
  })

  test('before the door the place is kept', () => {
    expect(callAfter(pressed, BEFORE_DOOR, lost).call).toMatchObject({
      phase: 'reconnecting',
      door: 'closed',
      since: 5,
    })
    expect(callAfter(pressed, BEFORE_DOOR, lost, BEFORE_DOOR).call).toMatchObject({ phase: 'waiting', door: 'closed' })
  })
})

const BEFORE_DOOR: ServerMessageOf<'waiting'> = {
  type: 'waiting',
  you: person(ADA),
  since: 5,
  place: 0,
  held: false,
  notes: [],
  resumeSecret: SECRET,
}

describe('the door', () => {
  const waits: CallEvent = { type: 'user-waiting', participant: person(INES) }

  test('who waits is shown once, and can be admitted', () => {
    const { call } = callAfter(pressed, joined(), waits, waits)
    expect(roomOf(call)?.waiting).toHaveLength(1)
    expect(stepCall(call, { type: 'admit-pressed', who: INES }).effects).toEqual([
      { do: 'send', message: { type: 'admit', participant: INES } },
    ])
    expect(
      roomOf(callAfter(pressed, joined(), waits, { type: 'user-joined', participant: person(INES) }).call),
    ).toMatchObject({ waiting: [], others: [{ participant: { id: INES } }] })
  })

  test('somebody in the room can be sent back before it, and then waits', () => {
    const { call } = callAfter(pressed, joined([INES]))
    expect(stepCall(call, { type: 'hold-pressed', who: INES }).effects).toEqual([
      { do: 'send', message: { type: 'hold', participant: INES } },
    ])
    expect(stepCall(call, { type: 'hold-pressed', who: PAUL }).effects).toEqual([])
    const left: CallEvent = { type: 'user-left', from: INES, reason: 'held' }
    const after = callAfter(pressed, joined([INES]), left, waits)
    expect(roomOf(after.call)).toMatchObject({ others: [], waiting: [{ id: INES }] })
  })

  test('[W1] whoever is sent back before it closes every link at once, and says anew how their devices stand', () => {
    expect(callAfter(pressed, joined([PAUL, INES]), BEFORE_DOOR)).toEqual({
      call: { phase: 'waiting', door: 'closed', you: person(ADA), since: 5 },
      effects: [{ do: 'close-link', to: PAUL }, { do: 'close-link', to: INES }, { do: 'say-media' }],
    })
  })

  test('nobody is admitted who does not wait', () => {
    expect(callAfter(pressed, joined(), { type: 'admit-pressed', who: PAUL }).effects).toEqual([])
  })
})

test('what others say of their devices is kept with them', () => {
  const { call } = callAfter(pressed, joined([PAUL]), { type: 'media-state', from: PAUL, media: MEDIA })
  expect(roomOf(call)?.others[0]?.participant.media).toEqual(MEDIA)
})

test('leaving says so, closes everything and switches the camera off', () => {
  expect(callAfter(pressed, joined([PAUL]), { type: 'leave-pressed' })).toEqual({
    call: { phase: 'ended', by: 'left' },
    effects: [{ do: 'close-link', to: PAUL }, { do: 'close-line', say: 'leave-room' }, { do: 'stop-devices' }],
  })
})

test('after the end nothing happens any more', () => {
  for (const event of [pressed, joined([PAUL]), paulCame, paulUp, lost, { type: 'leave-pressed' } as const]) {
    expect(callAfter(pressed, joined(), { type: 'call-ended', by: 'time' }, event)).toEqual({
      call: { phase: 'ended', by: 'time' },
      effects: [],
    })
  }
})

test('a refusal that no retry helps against ends the call with its reason', () => {
  expect(callAfter(pressed, { type: 'line-refused', reason: 'room-full' }).call).toEqual({
    phase: 'ended',
    by: 'room-full',
  })
  expect(callAfter(pressed, joined(), { type: 'line-refused', reason: 'replaced' }).call).toMatchObject({
    by: 'replaced',
  })
  expect(callAfter(pressed, { type: 'line-refused', reason: 'bad-message' }).call).toMatchObject({ by: 'failed' })
})
