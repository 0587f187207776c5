import { inviteLink } from './invite-link.ts'
import { type Invitation, inviteSubject, telephoneLine, whenInShort } from './invite-words.ts'

/** Dear to send and sometimes cut off: an invitation is no longer than two messages where it can be. */
const MOST_SEGMENTS = 2

/**
 * The invitation as a text message: what, when, the link, and the clinic's number where it does not cost a third message. What it must
 * say is never left out for its length.
 */
export function inviteText(invitation: Invitation): string {
  const { language, startsAt, zone, publicUrl, code } = invitation
  const needed = [
    inviteSubject(invitation),
    ...(startsAt === null ? [] : [whenInShort(startsAt, language, zone)]),
    inviteLink(publicUrl, code),
  ]
  const whole = plainly([...needed, ...telephoneLine(invitation)].join('\n'))
  return segments(whole) <= MOST_SEGMENTS ? whole : plainly(needed.join('\n'))
}

/** The 7-bit alphabet of 3GPP TS 23.038; those of its extension count twice. One letter beside it and each costs 16 bits. */
const GSM_7 =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const GSM_7_EXTENSION = '^{}\\[~]|€'

/** In how many messages a text goes out: 160 letters, or 153 each of several; 70 and 67 beside the 7-bit alphabet. */
export function segments(text: string): number {
  const letters = [...text]
  if (letters.every((letter) => GSM_7.includes(letter) || GSM_7_EXTENSION.includes(letter))) {
    const length = letters.reduce((sum, letter) => sum + (GSM_7_EXTENSION.includes(letter) ? 2 : 1), 0)
    return length <= 160 ? 1 : Math.ceil(length / 153)
  }
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67)
}

/** Typographer's spaces, quotes and dashes look the same on a telephone and would cost the 7-bit alphabet. */
function plainly(text: string): string {
  return text
    .replace(/[\u00a0\u2009\u202f]/g, ' ')
    .replace(/[‘’]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[–—]/g, '-')
}
