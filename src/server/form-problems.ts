import { STATUS_CODES } from 'node:http'
import type { ApiErrorCode } from '../../signaling/contract/api-errors.ts'
import type { Refusal } from './signaling-client.ts'

/** What is wrong with a form: the page's status, one sentence for the whole, and one for each field that is wrong. */
export interface FormProblems {
  readonly status: number
  readonly message: string
  /** By the field's name in the form. */
  readonly fields: Readonly<Record<string, string>>
  readonly retryAfter: number | null
}

/** Found by the page itself, before it asked the API. Null when there is nothing. */
export function ownProblems(fields: Readonly<Record<string, string | null>>): FormProblems | null {
  const wrong = Object.entries(fields).flatMap(([name, sentence]) => (sentence === null ? [] : [[name, sentence]]))
  if (wrong.length === 0) return null
  return { status: 422, message: 'Please look at this again.', fields: Object.fromEntries(wrong), retryAfter: null }
}

/** Something the whole form cannot do, told above it. */
export function refusedByRule(message: string): FormProblems {
  return { status: 422, message, fields: {}, retryAfter: null }
}

/** Whatever the API says, told above the form as it stands: for what nobody may lose by being led elsewhere. */
export function asProblems({ status, error, retryAfter }: Refusal, message = error.message): FormProblems {
  return { status, message, fields: error.fields ?? {}, retryAfter }
}

/** What the API says is wrong with an input, when it is something the person at the form can set right; null otherwise. */
export function problemsOf(refusal: Refusal, about: Partial<Record<ApiErrorCode, string>> = {}): FormProblems | null {
  const { code, message, fields = {} } = refusal.error
  const field = about[code]
  switch (code) {
    case 'invalid-input':
    case 'wrong-code':
    case 'wrong-credentials':
    case 'name-taken':
    case 'already-set-up':
    case 'meeting-ended':
    case 'not-waiting':
    case 'too-many-requests':
      return {
        status: refusal.status,
        message: field === undefined ? message : 'Please look at this again.',
        fields: field === undefined ? fields : { [field]: message },
        retryAfter: refusal.retryAfter,
      }
    default:
      return null
  }
}

/** Puts a form's status on the page that shows it again. */
export function say(
  problems: FormProblems | null,
  response: { status?: number; statusText?: string; headers: Headers },
): void {
  if (problems === null) return
  response.status = problems.status
  response.statusText = STATUS_CODES[problems.status] ?? ''
  if (problems.retryAfter !== null) response.headers.set('retry-after', String(problems.retryAfter))
}
