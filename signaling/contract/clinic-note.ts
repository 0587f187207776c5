import Type, { type Static } from 'typebox'
import { Millis } from './ids.ts'
import { ONE_LINE_PATTERN } from './participant.ts'

const closed = { additionalProperties: false } as const

/** What a clinic says to somebody who waits with one press; they read it in their own language. */
export const ClinicWord = Type.Union(
  [
    Type.Literal('five-minutes'),
    Type.Literal('we-are-coming'),
    Type.Literal('allow-devices'),
    Type.Literal('unmute'),
    Type.Literal('camera-on'),
    Type.Literal('better-network'),
    Type.Literal('keep-page-open'),
    Type.Literal('we-call-you'),
  ],
  { title: 'ClinicWord' },
)
export type ClinicWord = Static<typeof ClinicWord>

export const NoteText = Type.String({ minLength: 1, maxLength: 500, pattern: ONE_LINE_PATTERN, title: 'NoteText' })
export type NoteText = Static<typeof NoteText>

/** A note's id, made by its author as a chat line's is: 12 to 22 characters of base64url. */
export const NoteId = Type.String({ pattern: '^[A-Za-z0-9_-]{12,22}$' })
export type NoteId = Static<typeof NoteId>

/** One line between the clinic and somebody who waits: a ready sentence or free text, never both. Kept in memory, gone with the seat. */
export const ClinicNote = Type.Object(
  {
    id: NoteId,
    at: Millis,
    from: Type.Union([Type.Literal('clinic'), Type.Literal('person')]),
    word: Type.Union([ClinicWord, Type.Null()]),
    text: Type.Union([NoteText, Type.Null()]),
  },
  { ...closed, title: 'ClinicNote' },
)
export type ClinicNote = Static<typeof ClinicNote>

/** The newest of one person that are kept. */
export const NOTES_KEPT = 20
