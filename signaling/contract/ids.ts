import Type, { type Static } from 'typebox'

/**
 * Identifiers are 12 characters of Crockford's base32 in lower case: 60 random bits, no letter that reads like a digit.
 * They name things and open nothing: what opens a door is a secret (session, invite, ticket, resume secret).
 */
export const ID_PATTERN = '^[0-9a-hjkmnp-tv-z]{12}$'

/** Names a meeting and its room. Stands in the address of the call page. */
export const RoomId = Type.String({ pattern: ID_PATTERN, title: 'RoomId' })
export type RoomId = Static<typeof RoomId>

/** One person's part in one meeting. Public inside the room. */
export const ParticipantId = Type.String({ pattern: ID_PATTERN, title: 'ParticipantId' })
export type ParticipantId = Static<typeof ParticipantId>

/** A staff account. */
export const AccountId = Type.String({ pattern: ID_PATTERN, title: 'AccountId' })
export type AccountId = Static<typeof AccountId>

/** 32 random bytes in base64url: session cookies, tickets and resume secrets. */
export const Secret = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', title: 'Secret' })
export type Secret = Static<typeof Secret>

/** Milliseconds since 1970, as the server's clock has them. */
export const Millis = Type.Integer({ minimum: 0, title: 'Millis' })
export type Millis = Static<typeof Millis>
