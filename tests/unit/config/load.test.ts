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
    expect(settings({ PORT: '8080', TLS_CERT: 'a', TLS_KEY: 'b' }).publicUrl).toBe('https://localhost:8080')
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
    ['PUBLIC_URL', 'http://visits.example.org:65536'],
    ['STUN_URLS', 'http://a.example'],
    ['TURN_SECRET', 'short'],
    ['CLINIC_PHONE', 'ask at the desk'],
    ['LOG_LEVEL', 'loud'],
    ['RELAY_ONLY', 'yes'],
    ['SMTP_URL', 'mail.example.org'],
    ['SMTP_URL', 'smtp://me:p@ss@mail.example.org'],
    ['SMTP_URL', 'smtp://mail.example.org:99999'],
    ['MAIL_FROM', 'Example Clinic'],
    ['MAIL_FROM', 'a@example.org\nBcc: b@example.org'],
    ['WEBHOOK_URL', 'http://hooks.example.org'],
    ['WEBHOOK_URL', 'http://localhost.example.org/'],
    ['WEBHOOK_SECRET', 'whsec_short'],
  ])('a wrong %s (%s) is named with what it should be', (name, value) => {
    const [sentence, ...others] = problems({ [name]: value })
    expect(others).toEqual([])
    expect(sentence).toMatch(new RegExp(`^${name} .*should be .+\\.$`, 's'))
  })

  test('a wrong secret is never repeated', () => {
    for (const name of ['TURN_SECRET', 'WEBHOOK_SECRET', 'SMTP_URL', 'WEBHOOK_URL']) {
      expect(problems({ [name]: 'hunter2' }).join()).not.toContain('hunter2')
    }
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

  test('a relay without its secret, relay-only without a relay and two processes on one port are refused', () => {
    expect(problems({ TURN_URLS: 'turn:t.example' }).join()).toContain('TURN_SECRET')
    expect(problems({ RELAY_ONLY: 'true' }).join()).toContain('TURN_URLS')
    expect(problems({ PORT: '5000', SIGNALING_PORT: '5000' }).join()).toContain('SIGNALING_PORT')
  })

  test.each([
    ['SMTP_URL', 'smtp://me:p%40ss@mail.example.org:587', 'MAIL_FROM', 'Example Clinic <visits@example.org>'],
    ['SMTP_URL', 'smtps://[::1]:465', 'MAIL_FROM', 'visits@example.org'],
    ['WEBHOOK_URL', 'https://hooks.example.org/x?y=z', 'WEBHOOK_SECRET', `whsec_${'A'.repeat(43)}=`],
    ['WEBHOOK_URL', 'http://127.0.0.1:8080/', 'WEBHOOK_SECRET', `whsec_${'A'.repeat(32)}`],
    ['TLS_CERT', 'a.crt', 'TLS_KEY', 'a.key'],
  ])('%s %s goes with %s and neither without the other', (one, oneValue, other, otherValue) => {
    expect(problems({ [one]: oneValue, [other]: otherValue })).toEqual([])
    const both = [`${one} and ${other} should both be set, or neither.`]
    expect(problems({ [one]: oneValue })).toEqual(both)
    expect(problems({ [other]: otherValue })).toEqual(both)
  })

  test('an authority goes with a certificate, and a certificate with an https address', () => {
    expect(problems({ TLS_AUTHORITY: 'our.crt' })).toEqual([expect.stringMatching(/^TLS_CERT should be set/)])
    const pair = { TLS_CERT: 'a.crt', TLS_KEY: 'a.key' }
    expect(problems({ ...pair, TLS_AUTHORITY: 'our.crt' })).toEqual([])
    expect(problems({ ...pair, PUBLIC_URL: 'http://a.example' })).toEqual([
      expect.stringMatching(/^PUBLIC_URL should begin with https/),
    ])
  })
})
