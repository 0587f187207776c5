import { describe, expect, test } from 'vitest'
import { FIELD_SENTENCES, OTHER_FIELDS_SENTENCE, REQUIRED_SENTENCE } from '../../../../signaling/api/field-sentences.ts'
import { createInputCheck } from '../../../../signaling/api/input-check.ts'
import { CreateMeetingBody, ROUTES, type Route } from '../../../../signaling/contract/routes.ts'

const check = createInputCheck(CreateMeetingBody)

describe('what is wrong with an input', () => {
  test('a right one has nothing wrong with it', () => {
    const body = { title: 'Check-up', startsAt: '2026-11-23T09:30:00Z', guests: ['family'], relayOnly: true }
    expect(check.isRight(body)).toBe(true)
    expect(check.wrongFields(body)).toEqual({})
  })

  test('each wrong field gets its one sentence', () => {
    const body = {
      title: 7,
      startsAt: 'tomorrow',
      guests: ['family', 'family', 'spy'],
      relayOnly: 'yes',
      admission: '',
    }
    expect(check.isRight(body)).toBe(false)
    expect(check.wrongFields(body)).toEqual({
      title: FIELD_SENTENCES.title,
      startsAt: FIELD_SENTENCES.startsAt,
      guests: FIELD_SENTENCES.guests,
      relayOnly: FIELD_SENTENCES.relayOnly,
      admission: FIELD_SENTENCES.admission,
    })
  })

  test('a missing or empty field that is needed is asked for', () => {
    expect(check.wrongFields({})).toEqual({ title: REQUIRED_SENTENCE })
    expect(check.wrongFields(check.tidied({ title: '   ' }))).toEqual({ title: REQUIRED_SENTENCE })
  })

  test('fields that do not belong are refused without being repeated', () => {
    const wrong = check.wrongFields({ title: 'A', '<script>': 1, __proto__x: 2 })
    expect(wrong).toEqual({ '*': OTHER_FIELDS_SENTENCE })
  })

  test.each([null, [], 'text', 7, true])('%j is no object', (value) => {
    expect(check.isRight(check.tidied(value))).toBe(false)
    expect(Object.keys(check.wrongFields(value))).toEqual(['*'])
  })

  test('a key named __proto__ is a field that does not belong', () => {
    const body: unknown = JSON.parse('{"title":"A","__proto__":{"relayOnly":true}}')
    expect(check.isRight(check.tidied(body))).toBe(false)
    expect(Object.keys(check.wrongFields(check.tidied(body)))).toEqual(['*'])
  })
})

test('spaces around what people type go, except in passwords', () => {
  expect(check.tidied({ title: ' A ', password: ' p ', guests: [' x '] })).toEqual({
    title: 'A',
    password: ' p ',
    guests: [' x '],
  })
})

test('every field of every route has a sentence of its own', () => {
  const names = Object.values<Route>(ROUTES).flatMap((route) => Object.keys(route.input.properties))
  expect(names.filter((name) => !Object.hasOwn(FIELD_SENTENCES, name))).toEqual([])
})
