import type { Role } from '../participant.ts'

/** Everybody but the doctor comes by an invite. */
export type InvitedRole = Exclude<Role, 'doctor'>

/** What one language says in an invitation. `clinic`, `phone` and the like are put in as they are to be read. */
export interface InviteWords {
  /** Subject of the e-mail, title in the calendar, first line of the text message. */
  readonly subject: Readonly<Record<InvitedRole, (clinic: string) => string>>
  readonly hello: string
  readonly why: Readonly<Record<InvitedRole, (clinic: string) => string>>
  readonly when: (when: string) => string
  /** In the place of `when` for a visit without a planned time. */
  readonly now: string
  /** Stands before the link. */
  readonly open: string
  /** The two buttons by their names on the page, which is in English, with what they mean. */
  readonly press: (buttons: Buttons) => string
  /** For a planned visit. `address`: of the page where devices and network are tried out. */
  readonly tryOut: (address: string) => string
  /** Stands before the code. `address`: of the page that takes it. */
  readonly code: (address: string) => string
  readonly help: (phone: string) => string
  /** The number alone, where there is room for no sentence. */
  readonly telephone: (phone: string) => string
  readonly keep: string
}

export interface Buttons {
  readonly next: string
  readonly join: string
}
