import Type, { type Static } from 'typebox'
import { CallerAs } from './caller-as.ts'
import { ClinicNote, ClinicWord, NOTES_KEPT, NoteText } from './clinic-note.ts'
import { Arrivals, Colleague, Place } from './desk.ts'
import { AccountId, Millis, ParticipantId, RoomId, Secret } from './ids.ts'

const closed = { additionalProperties: false } as const
const nothing = Type.Object({}, closed)
const roomParams = Type.Object({ roomId: RoomId }, closed)
const personParams = Type.Object({ roomId: RoomId, participantId: ParticipantId }, closed)

/** What a page without scripts shows to somebody who waits. */
export const WaitView = Type.Object(
  {
    /** The door is open to them: on with a page that has scripts. */
    admitted: Type.Boolean(),
    since: Millis,
    place: Place,
    held: Type.Boolean(),
    notes: Type.Array(ClinicNote, { maxItems: NOTES_KEPT }),
  },
  closed,
)
export type WaitView = Static<typeof WaitView>

/** A doctor's live view of who has arrived, and what is said and done between them and those who wait. */
export const DESK_ROUTES = {
  desk: {
    method: 'GET',
    path: '/api/desk',
    for: 'staff',
    summary: "Who has arrived in any of the caller's meetings, and to whom a visit can be moved.",
    params: nothing,
    input: nothing,
    status: 200,
    data: Type.Object({ arrivals: Arrivals, colleagues: Type.Array(Colleague) }, closed),
    errors: [],
  },
  deskTicket: {
    method: 'POST',
    path: '/api/desk/ticket',
    for: 'staff',
    summary:
      'A one-use pass to the signaling socket for a doctor who wants to see arrivals as they come, good for 60 seconds.',
    params: nothing,
    input: nothing,
    status: 201,
    data: Type.Object({ ticket: Secret, expiresAt: Millis }, closed),
    errors: ['too-many-requests'],
  },
  admit: {
    method: 'POST',
    path: '/api/meetings/:roomId/people/:participantId/admit',
    for: 'staff',
    summary: 'Let somebody in who waits. Said twice it is done once, and `admitted` says which this was.',
    params: personParams,
    input: nothing,
    status: 200,
    data: Type.Object({ admitted: Type.Union([Type.Literal('now'), Type.Literal('before')]) }, closed),
    errors: ['not-waiting', 'meeting-ended'],
  },
  hold: {
    method: 'POST',
    path: '/api/meetings/:roomId/people/:participantId/hold',
    for: 'staff',
    summary: 'Send somebody back before the door until they are admitted again.',
    params: personParams,
    input: nothing,
    status: 200,
    data: Type.Object({ held: Type.Union([Type.Literal('now'), Type.Literal('before')]) }, closed),
    errors: ['not-waiting', 'meeting-ended'],
  },
  tell: {
    method: 'POST',
    path: '/api/meetings/:roomId/people/:participantId/tell',
    for: 'staff',
    summary:
      'Say something to somebody who waits: a ready sentence (`word`) or a line of text (`text`), one of the two.',
    params: personParams,
    input: Type.Object({ word: Type.Optional(ClinicWord), text: Type.Optional(NoteText) }, closed),
    status: 200,
    data: ClinicNote,
    errors: ['not-waiting', 'meeting-ended'],
  },
  moveMeeting: {
    method: 'POST',
    path: '/api/meetings/:roomId/move',
    for: 'staff',
    summary: 'Give a meeting to another doctor. Those who wait go on waiting, and appear at the other desk.',
    params: roomParams,
    input: Type.Object({ doctor: AccountId }, closed),
    status: 200,
    data: nothing,
    errors: ['meeting-ended'],
  },
  wait: {
    method: 'POST',
    path: '/api/call/:roomId/wait',
    for: 'participant',
    summary: 'Wait with a page without scripts: said at each refresh, it takes or keeps a seat before the door.',
    params: roomParams,
    input: Type.Object({ as: Type.Optional(CallerAs) }, closed),
    status: 200,
    data: WaitView,
    errors: ['meeting-ended', 'room-full', 'too-many-requests'],
  },
  note: {
    method: 'POST',
    path: '/api/call/:roomId/note',
    for: 'participant',
    summary: 'Write to the clinic while waiting.',
    params: roomParams,
    input: Type.Object({ as: Type.Optional(CallerAs), text: NoteText }, closed),
    status: 200,
    data: ClinicNote,
    errors: ['not-waiting', 'meeting-ended', 'too-many-requests'],
  },
} as const
