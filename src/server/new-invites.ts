import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { Millis, ParticipantId, type RoomId } from '../../signaling/contract/ids.ts'
import { EmailAddress, MailOutcome } from '../../signaling/contract/mail.ts'
import type { IssuedInvite } from '../../signaling/contract/meeting.ts'
import { type Contact, PhoneNumber } from './contact.ts'
import { cookieValue } from './own-cookies.ts'

/**
 * Fresh invites are shown once: the API keeps their hashes alone. From the POST that made them to the page that shows them they travel in
 * the doctor's own browser, for ten minutes, where no script reads them and no other page gets them. So do the address and the number
 * they are for, which are stored nowhere.
 */
const NewInvite = Type.Object(
  {
    participantId: ParticipantId,
    role: Type.Union([
      Type.Literal('patient'),
      Type.Literal('interpreter'),
      Type.Literal('family'),
      Type.Literal('colleague'),
      Type.Literal('other'),
    ]),
    /** `XXXX-XXXX-XXXX` */
    code: Type.String({ pattern: '^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$' }),
    issuedAt: Millis,
    mail: Type.Union([MailOutcome, Type.Null()]),
    email: Type.Union([EmailAddress, Type.Null()]),
    phone: Type.Union([PhoneNumber, Type.Null()]),
  },
  { additionalProperties: false },
)
export type NewInvite = Static<typeof NewInvite>

/** Nobody makes more of them at once; with the longest addresses these stay under the 4,096 bytes that browsers keep of a cookie. */
const MOST = 3
const MAX_AGE_SECONDS = 600
const isNewInvites = Compile(Type.Array(NewInvite, { maxItems: MOST }))

/** As the API answered, with whom it is for. Null for what is no invite of a patient or guest. */
export function newInvite(issued: IssuedInvite, contact: Contact): NewInvite | null {
  const { participantId, role, code, issuedAt, mail } = issued
  return role === 'doctor' ? null : { participantId, role, code, issuedAt, mail, ...contact }
}

/** Set-Cookie lines: one for the meeting's page, one for its call page, which has no use for addresses. */
export function newInviteCookies(roomId: RoomId, invites: readonly NewInvite[], secure: boolean): string[] {
  const withoutContacts = invites.map((invite) => ({ ...invite, email: null, phone: null }))
  return [cookie(`/meetings/${roomId}`, invites, secure), cookie(`/call/${roomId}`, withoutContacts, secure)]
}

/** What the request's cookie says, or nothing when it is not of the right shape. */
export function readNewInvites(request: Request, secure: boolean): NewInvite[] {
  const value = cookieValue(request.headers.get('cookie') ?? '', cookieName(secure))
  if (value === null) return []
  try {
    const said: unknown = JSON.parse(Buffer.from(value, 'base64url').toString())
    return isNewInvites.Check(said) ? said : []
  } catch {
    return [] // no JSON: not a cookie of ours
  }
}

/** The new one in the place of the one it puts out of use. */
export function withInvite(invites: readonly NewInvite[], invite: NewInvite): NewInvite[] {
  return [...withoutInvite(invites, invite.participantId), invite].slice(-MOST)
}

export function withoutInvite(invites: readonly NewInvite[], participantId: string): NewInvite[] {
  return invites.filter((one) => one.participantId !== participantId)
}

function cookie(path: string, invites: readonly NewInvite[], secure: boolean): string {
  const value = Buffer.from(JSON.stringify(invites)).toString('base64url')
  const marks = `Path=${path}; Max-Age=${MAX_AGE_SECONDS}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
  return `${cookieName(secure)}=${value}; ${marks}`
}

function cookieName(secure: boolean): string {
  return secure ? '__Secure-new-invites' : 'new-invites'
}
