import { CALENDAR_FILE, type CalendarEntry, inviteCalendar } from '../contract/invite-calendar.ts'
import { type Invitation, inPlainText, inviteLetter, type LetterLine } from '../contract/invite-words.ts'
import { directionOf } from '../contract/languages.ts'
import type { Mail } from '../mail/mail.ts'

/** An invitation as an e-mail: plain text, HTML, and the calendar file of a planned visit. */
export function inviteMail(invitation: Invitation, entry: CalendarEntry, to: string): Mail {
  const { language } = invitation
  const { subject, lines } = inviteLetter(invitation)
  const calendar = inviteCalendar(invitation, entry)
  return {
    to,
    subject,
    language,
    text: inPlainText(lines),
    html: htmlOf(subject, lines, `lang="${language}" dir="${directionOf(language)}"`),
    attachment: calendar === null ? null : { name: CALENDAR_FILE.name, type: CALENDAR_FILE.type, content: calendar },
  }
}

/** Language and direction stand on the body's one element too: many mail programs throw away what is around it. */
function htmlOf(subject: string, lines: readonly LetterLine[], marks: string): string {
  return [
    `<!doctype html><html ${marks}><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>`,
    `<div ${marks} style="max-width:34em;font:17px/1.5 sans-serif">`,
    ...lines.map(paragraph),
    '</div></body></html>',
  ].join('\n')
}

function paragraph({ is, text }: LetterLine): string {
  const shown = escaped(text)
  switch (is) {
    case 'words':
      return `<p>${shown}</p>`
    case 'link':
      return `<p><a dir="ltr" href="${shown}">${shown}</a></p>`
    case 'code':
      return `<p><strong dir="ltr" style="font:bold 1.2em monospace">${shown}</strong></p>`
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
