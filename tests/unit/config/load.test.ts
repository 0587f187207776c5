import { describe, expect, test } from 'vitest'
import { loadSettings } from '../../../config/load.ts'

function settings(environment: Record<string, string>) {
  const loaded = loadSettings(environment)
  if (!loaded.ok) throw new Error(loaded.problems.join(' '))
  return loaded.settings
}

function problems(environment: Record<string, string>) {
  const loaded = loadSettings(environment)
  return loaded.ok ? [] : loaded.problems
}

describe('settings', () => {
  test('nothing has to be set', () => {
    expect(settings({})).toMatchObject({
      host: '127.0.0.1',
      port: 4321,
      signalingPort: 4322,
      dataDir: 'data',
      stunUrls: [],
    })
  })

  test('the public address follows the port until it is set', () => {
    expect(settings({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080')
    expect(settings({ PUBLIC_URL: 'https://visits.example.org' }).publicUrl).toBe('https://visits.example.org')
  })

  test('an empty value counts as not set', () => {
    expect(settings({ PORT: '', CLINIC_PHONE: ' ' })).toMatchObject({ port: 4321, clinicPhone: null })
  })

  test('lists are split at commas', () => {
    expect(settings({ STUN_URLS: 'stun:a.example:3478, stun:b.example' }).stunUrls).toEqual([
      'stun:a.example:3478',
      'stun:b.example',
    ])
  })

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PUBLIC_URL', 'visits.example.org'],
    ['PUBLIC_URL', 'https://visits.example.org/path'],
    ['STUN_URLS', 'http://a.example'],
    ['TURN_SECRET', 'short'],
    ['CLINIC_PHONE', 'ask at the desk'],
    ['LOG_LEVEL', 'loud'],
  ])('a wrong %s (%s) is named with what it should be', (name, value) => {
    const [sentence, ...others] = problems({ [name]: value })
    expect(others).toEqual([])
    expect(sentence).toMatch(new RegExp(`^${name} .*should be .+\\.$`))
  })

  test('a wrong secret is never repeated', () => {
    expect(problems({ TURN_SECRET: 'hunter2' }).join()).not.toContain('hunter2')
  })

  test('every wrong setting is named, not only the first', () => {
    expect(problems({ PORT: 'x', LOG_LEVEL: 'y' })).toHaveLength(2)
  })

  test('a text of consent and its version come together or not at all', () => {
    expect(problems({ CONSENT_TEXT: 'I agree.' }).join()).toContain('CONSENT_VERSION')
    expect(problems({ CONSENT_VERSION: '7' }).join()).toContain('CONSENT_TEXT')
    expect(problems({ CONSENT_VERSION: 'seventh edition', CONSENT_TEXT: 'I agree.' })).toHaveLength(1)
    expect(settings({ CONSENT_VERSION: '7', CONSENT_TEXT: 'I agree.' })).toMatchObject({ consentVersion: '7' })
  })

  test('a relay without its secret and two processes on one port are refused', () => {
    expect(problems({ TURN_URLS: 'turn:t.example' }).join()).toContain('TURN_SECRET')
    expect(problems({ PORT: '5000', SIGNALING_PORT: '5000' }).join()).toContain('SIGNALING_PORT')
  })
})
