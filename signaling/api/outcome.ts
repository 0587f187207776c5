import type { ApiErrorCode } from '../contract/api-errors.ts'
import type { ROUTES, RouteData, RouteName } from '../contract/routes.ts'
import { FIELD_SENTENCES, type FieldName } from './field-sentences.ts'

/** Failures any handler may answer with, beside those its route names. */
type CommonFailure = 'invalid-input' | 'not-found' | 'not-allowed'
export type FailureOf<N extends RouteName> = (typeof ROUTES)[N]['errors'][number] | CommonFailure

export interface Failure<C extends ApiErrorCode = ApiErrorCode> {
  readonly ok: false
  readonly code: C
  readonly fields?: Readonly<Record<string, string>>
  readonly retryAfterMs?: number
  readonly errorId?: string
}

export interface Success<D> {
  readonly ok: true
  readonly data: D
  /** Whole Set-Cookie lines. */
  readonly setCookies?: readonly string[]
}

export type Outcome<N extends RouteName> = Success<RouteData<N>> | Failure<FailureOf<N>>

/** A field whose form is right and whose meaning is not: refused with the same sentence as a wrong form. */
export function wrongField(name: FieldName): Failure<'invalid-input'> {
  return failed('invalid-input', { fields: { [name]: FIELD_SENTENCES[name] } })
}

export function failed<C extends ApiErrorCode>(code: C, more: Omit<Failure<C>, 'ok' | 'code'> = {}): Failure<C> {
  return { ok: false, code, ...more }
}
