import Type, { type Static } from 'typebox'

/** Every way a REST call can fail, with its HTTP status. */
export const API_ERRORS = {
  'invalid-input': 422,
  'invalid-json': 400,
  'not-signed-in': 401,
  'wrong-credentials': 401,
  'wrong-code': 404,
  'foreign-origin': 403,
  'not-allowed': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'already-set-up': 409,
  'name-taken': 409,
  'meeting-ended': 410,
  'not-waiting': 409,
  'room-full': 409,
  'notes-not-possible': 409,
  'note-unreadable': 409,
  'too-large': 413,
  'not-json': 415,
  'too-many-requests': 429,
  'store-unavailable': 503,
  'server-error': 500,
} as const
export type ApiErrorCode = keyof typeof API_ERRORS

/** `fields` names each wrong field of the input, with a sentence on what it should be. */
export const ApiError = Type.Object(
  {
    code: Type.Unsafe<ApiErrorCode>(Type.Enum(Object.keys(API_ERRORS))),
    message: Type.String(),
    fields: Type.Optional(Type.Record(Type.String(), Type.String())),
    /** What a person can quote when they ask for help; the log has it too. */
    errorId: Type.Optional(Type.String()),
  },
  { additionalProperties: false, title: 'ApiError' },
)
export type ApiError = Static<typeof ApiError>
