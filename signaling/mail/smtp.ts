import { unescape as unescaped } from 'node:querystring'
import { MAIL_WITHIN_MS } from '../contract/mail.ts'
import type { SendMail } from './mail.ts'

/**
 * Sends by the clinic's mail server. `smtpUrl` and `from` as the settings SMTP_URL and MAIL_FROM have them; a plain address gets the
 * clinic's name before it.
 */
export async function createSmtp(of: { smtpUrl: string; from: string; clinicName: string }): Promise<SendMail> {
  const { smtpUrl, from, clinicName } = of
  // Loaded only where it is asked for.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    ...serverOf(new URL(smtpUrl)),
    connectionTimeout: MAIL_WITHIN_MS,
    greetingTimeout: MAIL_WITHIN_MS,
    socketTimeout: MAIL_WITHIN_MS,
    dnsTimeout: MAIL_WITHIN_MS,
    // A letter is what we hand over: nothing in it makes the library read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const sender = from.includes('<') ? from : { name: clinicName, address: from }

  return async ({ to, subject, language, text, html, attachment }) => {
    try {
      await transport.sendMail({
        from: sender,
        // As an object it is one address, whatever is in it, and never a list.
        to: { name: '', address: to },
        subject,
        text,
        html,
        attachments: attachment
          ? [{ filename: attachment.name, contentType: attachment.type, content: attachment.content }]
          : [],
        // RFC 3834: no holiday replies to this.
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
        signal: AbortSignal.timeout(MAIL_WITHIN_MS),
      })
      return { ok: true }
    } catch (error) {
      return { ok: false, why: whyNot(error) }
    }
  }
}

/** Without TLS nothing leaves this machine. */
function serverOf({ protocol, hostname, port, username, password }: URL) {
  const secure = protocol === 'smtps:'
  const host = hostname.replace(/^\[|\]$/g, '')
  const isHere = ['localhost', '127.0.0.1', '::1'].includes(host)
  return {
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !isHere,
    ignoreTLS: !secure && isHere,
    ...(username === '' ? {} : { auth: { user: unescaped(username), pass: unescaped(password) } }),
  }
}

function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code: unknown = Reflect.get(error, 'code')
  const response: unknown = Reflect.get(error, 'responseCode')
  return [code, response].filter((one) => typeof one === 'string' || typeof one === 'number').join(' ') || error.name
}
