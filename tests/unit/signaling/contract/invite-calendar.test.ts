import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { inviteCalendar } from '../../../../signaling/contract/invite-calendar.ts'
import { howToCome, type Invitation, inPlainText, inviteSubject } from '../../../../signaling/contract/invite-words.ts'
import { EVERY, invitationOf } from '../../../support/invitation.ts'

const entry = {
  roomId: '0123456789ab',
  participantId: 'ba9876543210',
  createdAt: Date.parse('2026-11-20T10:00:00Z'),
  issuedAt: Date.parse('2026-11-20T10:00:00Z'),
}

describe('an invitation as a calendar file', () => {
  test.each(EVERY)('in $language for $role says the same as the letter to another program', (who) => {
    const invitation = invitationOf(who)
    const { event } = parsed(invitation)
    expect(event.summary).toBe(inviteSubject(invitation))
    expect(event.description).toBe(inPlainText(howToCome(invitation)))
    expect(event.location).toBe('https://visits.example.org/join#7K3M-Q2XR-9TFA')
    expect(event.component.getFirstPropertyValue('url')).toBe('https://visits.example.org/join#7K3M-Q2XR-9TFA')
    expect(event.component.getFirstPropertyValue('contact')).toBe('Example Clinic, +1 555 0100')
    expect(event.component.getFirstProperty('summary')?.getParameter('language')).toBe(who.language)
  })

  test('is at the planned time in UTC, half an hour long, with an alarm a quarter of an hour before', () => {
    const { calendar, event } = parsed(invitationOf())
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH')
    expect(event.startDate.zone.tzid).toBe('UTC')
    expect(event.startDate.toJSDate().toISOString()).toBe('2026-11-24T08:30:00.000Z')
    expect(event.endDate.toJSDate().toISOString()).toBe('2026-11-24T09:00:00.000Z')
    const alarm = event.component.getFirstSubcomponent('valarm')
    expect(String(alarm?.getFirstPropertyValue('trigger'))).toBe('-PT15M')
    expect(alarm?.getFirstPropertyValue('description')).toBe(event.summary)
  })

  test('of a later invite is a later revision of the same entry', () => {
    const first = parsed(invitationOf()).event
    const again = parsed(invitationOf({ code: '0000-1111-ZZZZ' }), {
      ...entry,
      issuedAt: entry.issuedAt + 90_000,
    }).event
    expect(again.uid).toBe(first.uid)
    expect(first.uid).toContain(entry.roomId)
    expect(first.sequence).toBe(0)
    expect(again.sequence).toBeGreaterThan(first.sequence)
    const other = parsed(invitationOf(), { ...entry, participantId: '222222222222' }).event
    expect(other.uid).not.toBe(first.uid)
  })

  test('has lines of at most 75 octets, ended by CR and LF, no character cut in two', () => {
    for (const who of EVERY) {
      const file = inviteCalendar(invitationOf(who), entry) ?? ''
      expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      for (const line of file.split('\r\n')) {
        const octets = Buffer.from(line)
        expect(octets.length).toBeLessThanOrEqual(75)
        expect(new TextDecoder('utf-8', { fatal: true }).decode(octets)).toBe(line)
      }
    }
  })

  test.each([
    ['Smith, Jones; and \\ Sons', 'Smith, Jones; and \\ Sons'],
    ['Line\nBEGIN:VEVENT\r\nUID:planted', 'Line\nBEGIN:VEVENT\nUID:planted'],
    ['Nil\u0000 and bell\u0007', 'Nil and bell'],
    ['Long '.repeat(40), 'Long '.repeat(40)],
    ['👩‍⚕️'.repeat(30), '👩‍⚕️'.repeat(30)],
  ])('takes a clinic’s name as text, whatever is in it: %j', (clinicName, shown) => {
    const { calendar, event } = parsed(invitationOf({ clinicName }))
    expect(calendar.getAllSubcomponents('vevent')).toHaveLength(1)
    expect(event.summary).toBe(`Your video visit with ${shown}`)
    expect(event.uid).not.toContain('planted')
  })

  test('is none without a planned time', () => {
    expect(inviteCalendar(invitationOf({ startsAt: null }), entry)).toBeNull()
  })
})

function parsed(invitation: Invitation, which = entry): { calendar: ICAL.Component; event: ICAL.Event } {
  const calendar = new ICAL.Component(ICAL.parse(inviteCalendar(invitation, which) ?? ''))
  const event = calendar.getFirstSubcomponent('vevent')
  if (!event) throw new Error('no event')
  return { calendar, event: new ICAL.Event(event) }
}
