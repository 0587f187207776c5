import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Form } from './form.ts'

/** As people write it, in groups or not. */
export const PhoneNumber = Type.String({ pattern: '^\\+?[0-9 ()./-]{3,30}$' })
const isPhoneNumber = Compile(PhoneNumber)

/** Where somebody's invite is to go. Held no longer than it takes to hand it on. */
export interface Contact {
  readonly email: string | null
  readonly phone: Static<typeof PhoneNumber> | null
}

export const NO_CONTACT: Contact = { email: null, phone: null }

/** The fields `email` and `phone`. Whether an address is one is the API's to say: it sends there. */
export function readContact(form: Form): { contact: Contact; phoneProblem: string | null } {
  const [email, phone] = [form.text('email'), form.text('phone')]
  return {
    contact: { email: email === '' ? null : email, phone: phone === '' ? null : phone },
    phoneProblem: phone === '' || isPhoneNumber.Check(phone) ? null : 'A mobile number looks like +1 555 0100.',
  }
}
