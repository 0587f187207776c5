import { describe, expect, test } from 'vitest'
import { readForm } from '../../../src/server/form.ts'
import { readMeetingForm } from '../../../src/server/meeting-form.ts'

const clock = { instantOf: (written: string) => (written === '2026-11-24T09:30' ? '2026-11-24T08:30:00.000Z' : null) }

describe('the form of a new meeting', () => {
  test('becomes what the API takes', async () => {
    const form = await sent(
      'title=+Knee+&startsAt=2026-11-24T09%3A30&admission=by-doctor&relayOnly=yes&guest1=family&guest2=doctor' +
        '&language=ar&email=+paul%40example.org&phone=%2B1+555+0123&requestId=0123456789abcdef',
    )
    expect(readMeetingForm(form, clock)).toEqual({
      ok: true,
      contact: { email: 'paul@example.org', phone: '+1 555 0123' },
      body: {
        title: 'Knee',
        startsAt: '2026-11-24T08:30:00.000Z',
        admission: 'by-doctor',
        relayOnly: true,
        language: 'ar',
        guests: ['family'],
        // The number stays here: nothing of ours sends text messages.
        email: 'paul@example.org',
        requestId: '0123456789abcdef',
      },
    })
  })

  test('with a title alone means now, by themselves, nobody else', async () => {
    expect(readMeetingForm(await sent('title=Knee'), clock)).toEqual({
      ok: true,
      contact: { email: null, phone: null },
      body: { title: 'Knee', admission: 'automatic', relayOnly: false, guests: [] },
    })
  })

  test('says what is missing, what is no time and what no number, all at once', async () => {
    const read = readMeetingForm(await sent('title=++&startsAt=soon&phone=at+the+desk'), clock)
    expect(read.ok ? [] : Object.keys(read.problems.fields)).toEqual(['title', 'startsAt', 'phone'])
  })

  test('a language that nobody writes in is left to the default', async () => {
    const read = readMeetingForm(await sent('title=Knee&language=tlh'), clock)
    expect(read.ok && 'language' in read.body).toBe(false)
  })

  test('a body of another kind reads as an empty form', async () => {
    const form = await sent('{"title":"Knee"}', 'application/json')
    expect(readMeetingForm(form, clock).ok).toBe(false)
  })
})

function sent(body: string, type = 'application/x-www-form-urlencoded') {
  return readForm(new Request('http://here.invalid/', { method: 'POST', body, headers: { 'content-type': type } }))
}
