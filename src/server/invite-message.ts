import { inviteLink } from './new-invites.ts'

/** Links that open the reader's own mail or messages with the invite in it (RFC 6068, RFC 5724). Nothing is sent by us. */
export function inviteMessage(of: { clinicName: string; publicUrl: string; code: string }): {
  mail: string
  sms: string
} {
  const { clinicName, publicUrl, code } = of
  const subject = `Your video visit with ${clinicName}`
  const body =
    `${subject}\r\n\r\nOpen this link in the browser of your phone or computer:\r\n${inviteLink(publicUrl, code)}\r\n\r\n` +
    `Or type the code ${code} at ${publicUrl}/join\r\n\r\nThere is nothing to install. Please do not pass this on.`
  return {
    mail: `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`,
    // `?&body=` is what both Android and iOS read: the one wants the question mark, the other the ampersand.
    sms: `sms:?&body=${encodeURIComponent(body.replaceAll('\r\n', '\n'))}`,
  }
}
