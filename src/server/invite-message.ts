import { inviteText } from '../../signaling/contract/invite-text.ts'
import { type Invitation, inPlainText, inviteLetter } from '../../signaling/contract/invite-words.ts'
import type { Contact } from './contact.ts'
import { dialled } from './telephone-link.ts'

/** Links that open the doctor's own mail or messages with the invitation in it (RFC 6068, RFC 5724). Nothing is sent by us. */
export function inviteMessage(invitation: Invitation, { email, phone }: Contact): { mail: string; sms: string } {
  const { subject, lines } = inviteLetter(invitation)
  const body = inPlainText(lines).replaceAll('\n', '\r\n')
  const to = email === null ? '' : encodeURIComponent(email).replace('%40', '@')
  return {
    mail: `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`,
    // `?&body=` is what both Android and iOS read: the one wants the question mark, the other the ampersand.
    sms: `sms:${phone === null ? '' : dialled(phone)}?&body=${encodeURIComponent(inviteText(invitation))}`,
  }
}
