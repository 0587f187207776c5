import { describe, expect, test } from 'vitest'
import type { Participant } from '../../../signaling/contract/participant.ts'
import type { Link } from '../../../src/call/core/call-state.ts'
import { needsTelephone, remarksOn, stateSentence } from '../../../src/call/sentences.ts'
import { MEDIA, PAUL, person } from '../../support/call-messages.ts'

function as(link: Link['link']): Link {
  return link === 'blocked' ? { link, cause: 'no-way' } : { link }
}

describe('remarks on somebody', () => {
  const paul = (media: Partial<typeof MEDIA>, more: Partial<Participant> = {}, link: Link['link'] = 'up') =>
    remarksOn({ participant: person(PAUL, { media: { ...MEDIA, ...media }, ...more }), ...as(link), confirmed: true })

  test('there are none when all is well', () => {
    expect(paul({})).toEqual([])
  })

  test.each<[string, Partial<typeof MEDIA>]>([
    ['Muted', { microphone: 'muted' }],
    ['No microphone', { microphone: 'none' }],
    ['Microphone interrupted', { microphone: 'interrupted' }],
    ['Microphone brings no sound', { microphone: 'silent' }],
    ['Camera off', { camera: 'off' }],
    ['No camera', { camera: 'none' }],
    ['Camera interrupted', { camera: 'interrupted' }],
    ['Sharing their screen', { screen: true }],
    ['Sound only', { wants: 'sound', camera: 'off' }],
    ['Looking at something else', { hidden: true }],
    ['Weak connection', { network: 'poor' }],
  ])('“%s” is said when it is so, and nothing else', (words, media) => {
    expect(paul(media)).toEqual([words])
  })

  test('who is not seen and heard yet is said to be on the way, before their page has said anything', () => {
    expect(remarksOn({ participant: person(PAUL), link: 'building', confirmed: true })).toEqual(['Connecting …'])
    expect(paul({ microphone: 'muted' }, {}, 'building')).toEqual(['Connecting …', 'Muted'])
  })

  test('a line that is fair is nothing to speak of', () => {
    expect(paul({ network: 'fair' })).toEqual([])
  })

  test('a shared screen goes before a camera that is off', () => {
    expect(paul({ screen: true, camera: 'off' })).toEqual(['Sharing their screen'])
    expect(paul({ screen: true, camera: 'none', wants: 'sound' })).toEqual(['Sharing their screen', 'Sound only'])
  })

  test('several are said beside each other', () => {
    expect(paul({ microphone: 'none', camera: 'none', hidden: true, network: 'poor' })).toEqual([
      'No microphone',
      'No camera',
      'Looking at something else',
      'Weak connection',
    ])
  })

  test('of a line that is gone, going or poor one is said', () => {
    expect(paul({ network: 'poor' }, { away: true })).toEqual(['Line interrupted'])
    expect(paul({ network: 'poor' }, { away: true }, 'down')).toEqual(['Reconnecting …'])
    expect(paul({ network: 'poor' }, {}, 'blocked')).toEqual(['No picture or sound'])
    expect(paul({ network: 'poor' }, { away: true }, 'building')).toEqual(['Connecting …'])
  })
})

test('the state says that one can go on talking only while that is so', () => {
  const room = (link: 'up' | 'down') => ({
    you: person('aaaaaaaaaaaa'),
    others: [{ participant: person(PAUL), link, confirmed: true }],
    waiting: [],
    iceServers: [],
    relayOnly: false,
  })
  const lost = { phase: 'reconnecting', lost: 'line', door: 'open' } as const
  expect(stateSentence({ ...lost, room: room('up') }, 'patient')).toContain('go on talking')
  expect(stateSentence({ ...lost, room: room('down') }, 'patient')).not.toContain('go on talking')
})

describe('the telephone', () => {
  const room = (...links: Link['link'][]) => ({
    you: person('aaaaaaaaaaaa'),
    others: links.map((link) => ({ participant: person(PAUL), ...as(link), confirmed: true })),
    waiting: [],
    iceServers: [],
    relayOnly: false,
  })

  test('is offered when the clinic cannot be reached, and when picture and sound are blocked or gone', () => {
    expect(needsTelephone({ phase: 'connecting', troubled: true })).toBe(true)
    expect(needsTelephone({ phase: 'calling', room: room('blocked') })).toBe(true)
    for (const lost of ['line', 'media'] as const) {
      expect(needsTelephone({ phase: 'reconnecting', lost, door: 'open', room: room('down') })).toBe(true)
    }
  })

  test('is not offered while a visit goes well, or goes on without the server', () => {
    expect(needsTelephone({ phase: 'new' })).toBe(false)
    expect(needsTelephone({ phase: 'connecting', troubled: false })).toBe(false)
    expect(needsTelephone({ phase: 'calling', room: room('building', 'blocked') })).toBe(false)
    expect(needsTelephone({ phase: 'connected', room: room('up') })).toBe(false)
    expect(needsTelephone({ phase: 'reconnecting', lost: 'line', door: 'open', room: room('up') })).toBe(false)
  })
})
