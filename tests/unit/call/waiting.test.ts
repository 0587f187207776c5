import { describe, expect, test } from 'vitest'
import type { ClientMessageOf } from '../../../signaling/contract/client-messages.ts'
import type { ClinicNote } from '../../../signaling/contract/clinic-note.ts'
import type { ServerMessageOf } from '../../../signaling/contract/server-messages.ts'
import { createWaiting } from '../../../src/call/waiting.ts'
import { CAME_AT, note } from '../../support/arrivals.ts'
import { ADA, person, SECRET } from '../../support/call-messages.ts'
import { createManualClock } from '../../support/manual-clock.ts'

function world() {
  const clock = createManualClock()
  const sent: ClientMessageOf<'note'>[] = []
  let ids = 0
  let isUp = true
  const waiting = createWaiting({
    clock,
    newId: () => `note-${++ids}`.padEnd(12, 'x'),
    send(message) {
      if (isUp && message.type === 'note') sent.push(message)
      return isUp
    },
    changed: () => undefined,
  })
  return {
    clock,
    waiting,
    sent,
    texts: () => sent.map(({ text }) => text),
    cut: () => {
      isUp = false
    },
    heal: () => {
      isUp = true
    },
    /** The server's receipt for what was said last. */
    receipt() {
      const last = sent.at(-1)
      if (last) waiting.heard({ type: 'note', note: own(last) })
    },
  }
}

function own({ id, text }: { id: string; text: string }): ClinicNote {
  return note({ id, text, from: 'person' })
}

function seated(notes: ClinicNote[] = []): ServerMessageOf<'waiting'> {
  const you = person(ADA)
  return { type: 'waiting', you, since: CAME_AT, place: 2, held: false, notes, resumeSecret: SECRET }
}

test('a seat before the door brings the whole picture, and later changes change their part of it', () => {
  const { waiting } = world()
  expect(waiting.view()).toMatchObject({ since: null, place: null, notes: [] })
  waiting.heard(seated([note()]))
  expect(waiting.view()).toMatchObject({ since: CAME_AT, place: 2, held: false, notes: [note()] })
  waiting.heard({ type: 'queue', place: 0, held: true })
  expect(waiting.view()).toMatchObject({ since: CAME_AT, place: 0, held: true })
  waiting.heard({ type: 'note', note: note({ id: 'm'.repeat(12), word: 'we-are-coming', text: null }) })
  expect(waiting.view().notes.map(({ word }) => word)).toEqual([null, 'we-are-coming'])
})

test('a note that comes twice is shown once', () => {
  const { waiting } = world()
  waiting.heard({ type: 'note', note: note() })
  waiting.heard({ type: 'note', note: note() })
  expect(waiting.view().notes).toHaveLength(1)
})

describe('what the person writes', () => {
  test('is shown at once, and goes over with its receipt', () => {
    const { waiting, receipt } = world()
    waiting.write('I need an interpreter.')
    expect(waiting.view()).toMatchObject({ notes: [], unsaid: [{ text: 'I need an interpreter.' }] })
    receipt()
    expect(waiting.view()).toMatchObject({ notes: [{ from: 'person', text: 'I need an interpreter.' }], unsaid: [] })
  })

  test('goes one at a time, in order', () => {
    const { waiting, texts, receipt } = world()
    for (const text of ['one', 'two', 'three']) waiting.write(text)
    expect(texts()).toEqual(['one'])
    receipt()
    receipt()
    expect(texts()).toEqual(['one', 'two', 'three'])
  })

  test('is said again, under the same id, when the line it went by was lost', () => {
    const { waiting, sent, cut, heal } = world()
    waiting.write('one')
    cut()
    waiting.write('two')
    heal()
    waiting.heard(seated())
    expect(sent.map(({ id, text }) => [id, text])).toEqual([
      ['note-1xxxxxx', 'one'],
      ['note-1xxxxxx', 'one'],
    ])
  })

  test('is not said again when the server has it', () => {
    const { waiting, sent, texts } = world()
    waiting.write('one')
    waiting.write('two')
    waiting.heard(seated([own({ id: sent[0]?.id ?? '', text: 'one' })]))
    expect(texts()).toEqual(['one', 'two'])
    expect(waiting.view().unsaid.map(({ text }) => text)).toEqual(['two'])
  })

  test('[L1] slows down when asked to, and loses nothing', () => {
    const { clock, waiting, texts, receipt } = world()
    waiting.write('one')
    waiting.write('two')
    waiting.slowDown()
    expect(texts()).toEqual(['one'])
    clock.advance(6_000)
    expect(texts()).toEqual(['one', 'one'])
    receipt()
    expect(texts()).toHaveLength(2)
    clock.advance(6_000)
    expect(texts()).toEqual(['one', 'one', 'two'])
  })
})
