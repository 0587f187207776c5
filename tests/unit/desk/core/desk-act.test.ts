import { describe, expect, test } from 'vitest'
import { CLINIC_WORDS, readDeskForm } from '../../../../src/desk/core/desk-act.ts'
import { WORD_NAMES } from '../../../../src/desk/sentences.ts'
import { PAUL } from '../../../support/call-messages.ts'

const ABOUT = { roomId: 'rrrrrrrrrrrr', participantId: PAUL }

function read(fields: Record<string, string>) {
  const all: Record<string, string> = { ...ABOUT, ...fields }
  return readDeskForm((name) => all[name] ?? '')
}

describe('a card’s form', () => {
  test('says about whom it is and what is to be done', () => {
    expect(read({ act: 'admit' })).toEqual({ about: ABOUT, act: { act: 'admit' } })
    expect(read({ act: 'hold' })?.act).toEqual({ act: 'hold' })
    expect(read({ act: 'write', text: ' Soon. ' })?.act).toEqual({ act: 'write', text: 'Soon.' })
    expect(read({ act: 'move', to: 'aaaaaaaaaaaa' })?.act).toEqual({ act: 'move', to: 'aaaaaaaaaaaa' })
  })

  test('says a ready sentence by its button alone', () => {
    for (const word of CLINIC_WORDS) expect(read({ word })?.act).toEqual({ act: 'say', word })
  })

  test('is none of ours when it asks for something else', () => {
    expect(read({})).toBeNull()
    expect(read({ act: 'delete' })).toBeNull()
    expect(read({ word: 'hurry-up' })).toBeNull()
  })
})

test('every ready sentence is offered, once', () => {
  expect([...CLINIC_WORDS].sort()).toEqual(Object.keys(WORD_NAMES).sort())
})
