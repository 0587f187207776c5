import Type, { type Static } from 'typebox'
import { CallerAs } from './caller-as.ts'
import { RoomId } from './ids.ts'
import { EndReason, MeetingTitle } from './meeting.ts'
import { Role } from './participant.ts'
import { Feedback, NOTE_LENGTH } from './visit.ts'

const closed = { additionalProperties: false } as const
const nothing = Type.Object({}, closed)
const roomParams = Type.Object({ roomId: RoomId }, closed)

/** A doctor's own note on a visit: any text of several lines, no other control characters. Empty: no note. */
export const DoctorsNoteText = Type.String({
  maxLength: NOTE_LENGTH,
  pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]*$',
})

/**
 * A doctor's note as they get it back. `unreadable`: it was sealed with a key that this installation does not have.
 * `not-possible`: this installation has no key, and keeps none.
 */
export const DoctorsNote = Type.Union([
  Type.Object({ is: Type.Literal('none') }, closed),
  Type.Object({ is: Type.Literal('kept'), note: DoctorsNoteText }, closed),
  Type.Object({ is: Type.Literal('unreadable') }, closed),
  Type.Object({ is: Type.Literal('not-possible') }, closed),
])
export type DoctorsNote = Static<typeof DoctorsNote>

/** What somebody is shown for whom a visit is over. */
export const GoodbyeView = Type.Object(
  {
    roomId: RoomId,
    title: MeetingTitle,
    /** Null: it goes on. */
    endReason: Type.Union([EndReason, Type.Null()]),
    role: Role,
    /** Have they been in the room? */
    came: Type.Boolean(),
    /** What they have said of it. */
    feedback: Type.Union([Feedback, Type.Null()]),
  },
  closed,
)
export type GoodbyeView = Static<typeof GoodbyeView>

/** What is said when a visit is over, by those who had it and to them. */
export const GOODBYE_ROUTES = {
  goodbye: {
    method: 'GET',
    path: '/api/call/:roomId/goodbye',
    for: 'participant',
    summary: 'What the page after a call needs: is the visit over, and what has the caller said of it?',
    params: roomParams,
    input: Type.Object({ as: Type.Optional(CallerAs) }, closed),
    status: 200,
    data: GoodbyeView,
    errors: [],
  },
  giveFeedback: {
    method: 'POST',
    path: '/api/call/:roomId/feedback',
    for: 'participant',
    summary: 'How was the visit? Said by patient and guests, also after its end; the last word counts.',
    params: roomParams,
    input: Type.Object({ as: Type.Optional(CallerAs), feedback: Feedback }, closed),
    status: 200,
    data: nothing,
    errors: ['too-many-requests'],
  },
  doctorsNote: {
    method: 'GET',
    path: '/api/meetings/:roomId/note',
    for: 'staff',
    summary: "The caller's own note on one of their meetings.",
    params: roomParams,
    input: nothing,
    status: 200,
    data: DoctorsNote,
    errors: [],
  },
  keepDoctorsNote: {
    method: 'POST',
    path: '/api/meetings/:roomId/note',
    for: 'staff',
    summary: 'Keep that note, sealed, in the place of the one before; an empty one deletes it.',
    params: roomParams,
    input: Type.Object({ note: DoctorsNoteText }, closed),
    status: 200,
    data: DoctorsNote,
    errors: ['notes-not-possible', 'note-unreadable'],
  },
} as const
