import type { RoomId } from '../../signaling/contract/ids.ts'
import type { Role } from '../../signaling/contract/participant.ts'
import { cookieValue } from './own-cookies.ts'

/**
 * Fresh invites are shown once: the API keeps their hashes alone. From the POST that made them to the page that shows them they travel in
 * the doctor's own browser, for ten minutes, where no script reads them and no other page gets them.
 */
export interface NewInvite {
  readonly participantId: string
  readonly role: Role
  /** `XXXX-XXXX-XXXX` */
  readonly code: string
}

const MAX_AGE_SECONDS = 600
const ROLES: readonly Role[] = ['patient', 'interpreter', 'family', 'colleague', 'other']
const ENTRY = /^([0-9a-hjkmnp-tv-z]{12})\.([a-z]+)\.([0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2})$/

/** Set-Cookie lines: one for the meeting's page, one for its call page. */
export function newInviteCookies(roomId: RoomId, invites: readonly NewInvite[], secure: boolean): string[] {
  const value = invites.map(({ participantId, role, code }) => `${participantId}.${role}.${code}`).join('~')
  return [`/meetings/${roomId}`, `/call/${roomId}`].map(
    (path) =>
      `${cookieName(secure)}=${value}; Path=${path}; Max-Age=${MAX_AGE_SECONDS}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`,
  )
}

/** What the request's cookie says; entries that are not of the right shape are left out. */
export function readNewInvites(request: Request, secure: boolean): NewInvite[] {
  const value = cookieValue(request.headers.get('cookie') ?? '', cookieName(secure))
  if (value === null) return []
  return value
    .split('~')
    .slice(0, 4)
    .flatMap((entry) => {
      const [, participantId, said, code] = ENTRY.exec(entry) ?? []
      const role = ROLES.find((known) => known === said)
      return participantId && role && code ? [{ participantId, role, code }] : []
    })
}

/** The new one in the place of the one it puts out of use. */
export function withInvite(invites: readonly NewInvite[], invite: NewInvite): NewInvite[] {
  const { participantId, role, code } = invite
  return [...invites.filter((one) => one.participantId !== participantId), { participantId, role, code }]
}

/** The code stands behind the `#`, which browsers send to nobody. */
export function inviteLink(publicUrl: string, code: string): string {
  return `${publicUrl}/join#${code}`
}

function cookieName(secure: boolean): string {
  return secure ? '__Secure-new-invites' : 'new-invites'
}
