import type { NewInvite } from './new-invites.ts'

/** What became of the e-mail; null when nobody asked for one. */
export function mailSentence({ mail, email }: Pick<NewInvite, 'mail' | 'email'>): string | null {
  const to = email === null ? '' : ` to ${email}`
  switch (mail) {
    case 'sent':
      return `Sent by e-mail${to}.`
    case 'failed':
      return `The e-mail${to} could not be sent. Please hand the link on in another way.`
    case 'not-set-up':
      return 'No mail server is set up here, so nothing was sent. Please hand the link on yourself.'
    case null:
      return null
  }
}
