import Type, { type Static } from 'typebox'
import { AccountId } from './ids.ts'
import { PersonName } from './participant.ts'

export const StaffRole = Type.Union([Type.Literal('doctor'), Type.Literal('admin')])
export type StaffRole = Static<typeof StaffRole>

/** Somebody with an account, as they see themselves. `sample`: the doctor of the first try, gone with the first account. */
export const AccountView = Type.Object(
  { accountId: AccountId, name: PersonName, roles: Type.Array(StaffRole), sample: Type.Boolean() },
  { additionalProperties: false },
)
export type AccountView = Static<typeof AccountView>

/** What people sign in with: 3 to 60 characters, compared in lower case. */
export const SignInName = Type.String({ minLength: 3, maxLength: 60, pattern: '^[A-Za-z0-9._@+-]+$' })
/** NIST SP 800-63B: long rather than colourful. */
export const NewPassword = Type.String({ minLength: 10, maxLength: 200 })
