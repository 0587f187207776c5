import Type, { type Static } from 'typebox'

/**
 * An e-mail address as HTML's forms take it (https://html.spec.whatwg.org/#valid-e-mail-address), with a dot in its domain. Nothing in it
 * could begin a second header or a second address.
 */
export const EmailAddress = Type.String({
  maxLength: 254,
  pattern:
    "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$",
  title: 'EmailAddress',
})

/** What became of the e-mail with an invite: the clinic's mail server took it, or it did not, or there is none. */
export const MailOutcome = Type.Union([Type.Literal('sent'), Type.Literal('failed'), Type.Literal('not-set-up')], {
  title: 'MailOutcome',
})
export type MailOutcome = Static<typeof MailOutcome>

/** A mail server that is slower than this counts as one that failed: the doctor has the link and goes on. */
export const MAIL_WITHIN_MS = 3_000
