/** One e-mail to one person. */
export interface Mail {
  readonly to: string
  readonly subject: string
  /** BCP 47. */
  readonly language: string
  readonly text: string
  readonly html: string
  readonly attachment: { readonly name: string; readonly type: string; readonly content: string } | null
}

/** `why` has codes alone: a mail server's words often repeat the address. Never later than MAIL_WITHIN_MS, never a throw. */
export type SendMail = (mail: Mail) => Promise<{ ok: true } | { ok: false; why: string }>
