import type { Millis, ParticipantId, RoomId } from './ids.ts'
import { inviteLink } from './invite-link.ts'
import { howToCome, type Invitation, inPlainText, inviteSubject } from './invite-words.ts'

/** Which entry of whose calendar this is. */
export interface CalendarEntry {
  readonly roomId: RoomId
  readonly participantId: ParticipantId
  /** Of the meeting. */
  readonly createdAt: Millis
  /** Of the invite. */
  readonly issuedAt: Millis
}

/** As long as calendars keep free for it; nobody plans a visit's end. */
const VISIT_MINUTES = 30
const ALARM_MINUTES = 15

export const CALENDAR_FILE = { name: 'video-visit.ics', type: 'text/calendar; charset=utf-8; method=PUBLISH' } as const

/**
 * An invitation as a calendar file (RFC 5545), with times in UTC. A later invite of the same person is a later revision of the same entry:
 * the same UID, and a SEQUENCE that grows by the second. Null without a planned time.
 */
export function inviteCalendar(invitation: Invitation, entry: CalendarEntry): string | null {
  const { startsAt, language, publicUrl, code, clinicName, clinicPhone } = invitation
  if (startsAt === null) return null
  const subject = textValue(inviteSubject(invitation))
  const link = inviteLink(publicUrl, code)
  const host = publicUrl.replace(/^https?:\/\//, '')
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Bedside//Visits//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${entry.roomId}.${entry.participantId}@${textValue(host)}`,
    `SEQUENCE:${Math.max(0, Math.floor((entry.issuedAt - entry.createdAt) / 1_000))}`,
    `DTSTAMP:${utc(entry.issuedAt)}`,
    `DTSTART:${utc(startsAt)}`,
    `DTEND:${utc(startsAt + VISIT_MINUTES * 60_000)}`,
    `SUMMARY;LANGUAGE=${language}:${subject}`,
    `DESCRIPTION;LANGUAGE=${language}:${textValue(inPlainText(howToCome(invitation)))}`,
    `LOCATION:${textValue(link)}`,
    `URL:${link}`,
    ...(clinicPhone === null ? [] : [`CONTACT:${textValue(`${clinicName}, ${clinicPhone}`)}`]),
    // Calendars are shared in families and offices.
    'CLASS:PRIVATE',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `TRIGGER:-PT${ALARM_MINUTES}M`,
    `DESCRIPTION;LANGUAGE=${language}:${subject}`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** RFC 5545, 3.3.11: what has a meaning in a line is escaped, and no other control character stands in it. */
function textValue(text: string): string {
  return text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r?\n/g, '\\n')
    .replace(/\p{Cc}/gu, '')
}

/** RFC 5545, 3.3.5, form 2. */
function utc(at: Millis): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
}

/** RFC 5545, 3.1: lines of at most 75 octets, the next ones of the same after a space; between characters, never within one. */
function folded(line: string): string {
  let whole = ''
  let room = 75
  for (const character of line) {
    const size = octets(character)
    if (size > room) {
      whole += '\r\n '
      room = 74
    }
    whole += character
    room -= size
  }
  return whole
}

/** In UTF-8. */
function octets(character: string): number {
  const point = character.codePointAt(0) ?? 0
  if (point < 0x80) return 1
  if (point < 0x800) return 2
  return point < 0x10000 ? 3 : 4
}
