import { describe, expect, test } from 'vitest'
import { aboutToSee, countWords, factsOf, hintsFor, noteWords } from '../../../src/desk/sentences.ts'
import { arrival, CAME_AT, note } from '../../support/arrivals.ts'
import { INES, MEDIA } from '../../support/call-messages.ts'

const facts = (some: Parameters<typeof arrival>[0]) => factsOf(arrival(some)).map(({ words }) => words)
const bad = (some: Parameters<typeof arrival>[0]) =>
  factsOf(arrival(some))
    .filter((fact) => fact.bad)
    .map(({ words }) => words)

describe('how somebody stands', () => {
  test('all well says so, and nothing stands out', () => {
    expect(facts({ check: { verdict: 'video', at: 1 } })).toEqual([
      'Microphone on',
      'Camera on',
      'Network checked: good for video',
    ])
    expect(bad({})).toEqual([])
  })

  test('what keeps them from being seen or heard stands out', () => {
    const media = { ...MEDIA, microphone: 'muted', camera: 'none', hidden: true, network: 'poor' } as const
    expect(bad({ media, away: true, check: { verdict: 'text-only', at: 1 } })).toEqual([
      'Line lost, place kept',
      'Microphone muted',
      'No camera',
      'App in the background',
      'Weak network',
      'Network checked: text and telephone only',
    ])
  })

  test('a microphone that a telephone call took is told apart from one that was never there', () => {
    expect(bad({ media: { ...MEDIA, microphone: 'interrupted' } })).toEqual(['Microphone interrupted'])
    expect(bad({ media: { ...MEDIA, microphone: 'silent' } })).toEqual(['Microphone brings no sound'])
  })

  test('of a page without scripts nothing is known of devices', () => {
    expect(facts({ where: 'page', media: null })).toEqual([
      'Page without scripts: no picture or sound yet',
      'Network not checked',
    ])
  })

  test('where they are and whether they are on hold comes first', () => {
    expect(facts({ held: true })[0]).toBe('On hold')
    expect(facts({ where: 'room' })[0]).toBe('In the room already')
  })
})

test('the hints beside a card are those that would help, two at most', () => {
  expect(hintsFor({ media: MEDIA })).toEqual([])
  expect(hintsFor({ media: { ...MEDIA, microphone: 'muted' } })).toEqual(['unmute'])
  expect(hintsFor({ media: { ...MEDIA, microphone: 'none', camera: 'off', hidden: true } })).toEqual([
    'allow-devices',
    'camera-on',
  ])
  expect(hintsFor({ media: null })).toEqual([])
})

test('the doctor is told whom they are about to see, each by name, part and time', () => {
  const time = (at: number) => new Date(at).toISOString().slice(11, 16)
  expect(aboutToSee([], time)).toBe('Nobody is here yet.')
  expect(aboutToSee([arrival()], time)).toBe('You are about to see Paul Miller (patient), waiting since 09:31.')
  const ines = arrival({ participant: { id: INES, role: 'interpreter', name: 'Inés' }, since: CAME_AT + 120_000 })
  expect(aboutToSee([arrival(), ines], time)).toBe(
    'You are about to see Paul Miller (patient), waiting since 09:31; and Inés (interpreter), waiting since 09:33.',
  )
})

test('counts and notes read as sentences', () => {
  expect([0, 1, 2].map(countWords)).toEqual(['Nobody is waiting.', '1 person is waiting.', '2 people are waiting.'])
  expect(noteWords(note({ word: 'five-minutes', text: null }))).toBe('5 more minutes')
  expect(noteWords(note())).toBe('We are nearly there.')
})
