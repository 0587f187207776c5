import { API_ERRORS, type ApiError } from '../contract/api-errors.ts'
import type { HttpReply } from '../http.ts'
import { ERROR_SENTENCES } from './error-sentences.ts'
import type { Failure, Success } from './outcome.ts'

/** How soon to come back where nobody can know better: the store may be there again at any moment. */
const RETRY_SECONDS = 5

const HEADERS = {
  'Content-Type': 'application/json; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
} as const

export function jsonReply(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string | readonly string[]>> = {},
): HttpReply {
  return { status, headers: { ...HEADERS, ...headers }, body: JSON.stringify(value) }
}

/** `{ success: true, data }`. */
export function successReply(status: number, success: Success<unknown>): HttpReply {
  const cookies = success.setCookies ?? []
  return jsonReply(status, { success: true, data: success.data }, cookies.length > 0 ? { 'Set-Cookie': cookies } : {})
}

/** `{ success: false, error }` with the status its code stands for. */
export function failureReply(failure: Failure, headers: Readonly<Record<string, string>> = {}): HttpReply {
  const error: ApiError = {
    code: failure.code,
    message: ERROR_SENTENCES[failure.code],
    ...(failure.fields ? { fields: { ...failure.fields } } : {}),
    ...(failure.errorId === undefined ? {} : { errorId: failure.errorId }),
  }
  const retry = retryAfterSeconds(failure)
  return jsonReply(
    API_ERRORS[failure.code],
    { success: false, error },
    { ...headers, ...(retry === null ? {} : { 'Retry-After': String(retry) }) },
  )
}

function retryAfterSeconds(failure: Failure): number | null {
  if (failure.retryAfterMs !== undefined) return Math.max(1, Math.ceil(failure.retryAfterMs / 1000))
  return failure.code === 'too-many-requests' || failure.code === 'store-unavailable' ? RETRY_SECONDS : null
}
