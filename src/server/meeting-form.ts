import { LANGUAGES } from '../../signaling/contract/languages.ts'
import type { CreateMeetingBody } from '../../signaling/contract/routes.ts'
import type { ClinicClock } from './clinic-clock.ts'
import { type Contact, readContact } from './contact.ts'
import type { Form } from './form.ts'
import { type FormProblems, ownProblems } from './form-problems.ts'

type Guest = NonNullable<CreateMeetingBody['guests']>[number]
export const GUESTS: readonly Guest[] = ['interpreter', 'family', 'colleague', 'other']

/** What the doctor filled in, as the API wants it; or what is wrong with it, by the fields' names. */
export function readMeetingForm(
  form: Form,
  clock: Pick<ClinicClock, 'instantOf'>,
): { ok: true; body: CreateMeetingBody; contact: Contact } | { ok: false; problems: FormProblems } {
  const written = form.text('startsAt')
  const startsAt = written === '' ? null : clock.instantOf(written)
  const { contact, phoneProblem } = readContact(form)
  const problems = ownProblems({
    title: form.text('title') ? null : 'Please give the visit a title.',
    startsAt: written === '' || startsAt !== null ? null : 'This should be a day and a time, such as 2026-11-24T09:30.',
    phone: phoneProblem,
  })
  if (problems !== null) return { ok: false, problems }
  const guests = [form.text('guest1'), form.text('guest2')].flatMap((said) => GUESTS.filter((one) => one === said))
  const language = LANGUAGES.find((one) => one === form.text('language'))
  const requestId = form.text('requestId')
  return {
    ok: true,
    contact,
    body: {
      title: form.text('title'),
      ...(startsAt === null ? {} : { startsAt }),
      admission: form.text('admission') === 'by-doctor' ? 'by-doctor' : 'automatic',
      relayOnly: form.has('relayOnly'),
      ...(language === undefined ? {} : { language }),
      guests,
      ...(contact.email === null ? {} : { email: contact.email }),
      ...(requestId === '' ? {} : { requestId }),
    },
  }
}
