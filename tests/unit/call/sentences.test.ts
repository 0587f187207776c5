import { describe, expect, test } from 'vitest'
import { remarksOn, stateSentence } from '../../../src/call/sentences.ts'
import { MEDIA, PAUL, person } from '../../support/call-messages.ts'

describe('remarks on somebody', () => {
  const paul = (media: Partial<typeof MEDIA>, more = {}) =>
    remarksOn({ participant: person(PAUL, { media: { ...MEDIA, ...media }, ...more }), link: 'up', confirmed: true })

  test('there are none when all is well', () => {
    expect(paul({})).toEqual([])
  })

  test('each says one thing, and a shared screen goes before a camera that is off', () => {
    expect(paul({ microphone: 'muted', camera: 'off' })).toEqual(['Muted', 'Camera off'])
    expect(paul({ screen: true, camera: 'off' })).toEqual(['Sharing their screen'])
    expect(paul({ microphone: 'none', camera: 'none', hidden: true, network: 'poor' })).toEqual([
      'No microphone',
      'No camera',
      'Looking at something else',
      'Weak connection',
    ])
  })

  test('somebody away is said to be so once', () => {
    expect(paul({ network: 'poor' }, { away: true })).toEqual(['Weak connection'])
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
