import Type, { type Static } from 'typebox'
import { AnswerDescription, Candidate, ChatId, ChatText, Generation, OfferDescription } from './client-messages.ts'
import { ClinicNote, NOTES_KEPT } from './clinic-note.ts'
import { Place } from './desk.ts'
import { Millis, ParticipantId, Secret } from './ids.ts'
import { MediaState, Participant } from './participant.ts'
import { ReasonSchema } from './reason-schema.ts'

const closed = { additionalProperties: false } as const

/** RTCIceServer, as the browser takes it. */
export const IceServer = Type.Object(
  {
    urls: Type.Array(Type.String({ maxLength: 256 }), { maxItems: 8 }),
    username: Type.Optional(Type.String({ maxLength: 128 })),
    credential: Type.Optional(Type.String({ maxLength: 128 })),
  },
  closed,
)
export type IceServer = Static<typeof IceServer>

/** What a participant needs to take part; `participants` are the admitted others. */
const placeInRoom = {
  you: Participant,
  participants: Type.Array(Participant, { maxItems: 3 }),
  /** People before the door; filled for the doctor alone. */
  waiting: Type.Array(Participant, { maxItems: 3 }),
  iceServers: Type.Array(IceServer, { maxItems: 8 }),
  relayOnly: Type.Boolean(),
  /** Brings this page back to its seat after a lost socket; changes at each use. */
  resumeSecret: Secret,
}

export const Joined = Type.Object({ type: Type.Literal('joined'), ...placeInRoom }, closed)
/** Back on the seat as before. What this page has missed follows, in order: together with what it knew that is the whole room (R4). */
export const Resumed = Type.Object(
  {
    type: Type.Literal('resumed'),
    iceServers: placeInRoom.iceServers,
    resumeSecret: Secret,
  },
  closed,
)
/** Seated before the door: not admitted yet, told nothing about anybody else (W1). Also the answer to a resume there. */
export const Waiting = Type.Object(
  {
    type: Type.Literal('waiting'),
    you: Participant,
    since: Millis,
    place: Place,
    /** Sent back by the doctor. */
    held: Type.Boolean(),
    notes: Type.Array(ClinicNote, { maxItems: NOTES_KEPT }),
    resumeSecret: Secret,
  },
  closed,
)
/** To somebody who waits, in the room without the doctor too: their place, whenever it is another one. */
export const Queue = Type.Object({ type: Type.Literal('queue'), place: Place, held: Type.Boolean() }, closed)
/** To somebody who waits: a line from the clinic, or their own, which is their receipt. */
export const NoteSaid = Type.Object({ type: Type.Literal('note'), note: ClinicNote }, closed)
/** To the doctor alone: somebody waits to be admitted. */
export const UserWaiting = Type.Object({ type: Type.Literal('user-waiting'), participant: Participant }, closed)
/** To somebody in the room: what to know of STUN and TURN from now on, long before what they know runs out (T1). */
export const IceServersRenewed = Type.Object(
  { type: Type.Literal('ice-servers'), iceServers: Type.Array(IceServer, { maxItems: 8 }) },
  closed,
)
/** Somebody is in the room now. Said again for a person whose new page took the seat over: build the link anew. */
export const UserJoined = Type.Object({ type: Type.Literal('user-joined'), participant: Participant }, closed)
export const UserLeft = Type.Object(
  {
    type: Type.Literal('user-left'),
    from: ParticipantId,
    reason: Type.Union([Type.Literal('left'), Type.Literal('lost'), Type.Literal('removed'), Type.Literal('held')]),
  },
  closed,
)
/** Their socket is lost; their media may well go on. */
export const UserAway = Type.Object({ type: Type.Literal('user-away'), from: ParticipantId }, closed)
/** The same page is back on its seat; the link to it still stands. */
export const UserBack = Type.Object({ type: Type.Literal('user-back'), from: ParticipantId }, closed)
export const OfferFrom = Type.Object(
  { type: Type.Literal('offer'), from: ParticipantId, description: OfferDescription, generation: Generation },
  closed,
)
export const AnswerFrom = Type.Object(
  { type: Type.Literal('answer'), from: ParticipantId, description: AnswerDescription, generation: Generation },
  closed,
)
export const IceCandidateFrom = Type.Object(
  { type: Type.Literal('ice-candidate'), from: ParticipantId, candidate: Candidate, generation: Generation },
  closed,
)
/** To everybody in the room, the author too: that is the author's receipt that the line went out. */
export const ChatMessageFrom = Type.Object(
  { type: Type.Literal('chat-message'), id: ChatId, from: ParticipantId, text: ChatText, at: Millis },
  closed,
)
/** To the author: `by` has shown the line. */
export const ChatDelivered = Type.Object(
  { type: Type.Literal('chat-delivered'), id: ChatId, by: ParticipantId },
  closed,
)
export const MediaStateFrom = Type.Object(
  { type: Type.Literal('media-state'), from: ParticipantId, media: MediaState },
  closed,
)
export const CallEnded = Type.Object(
  {
    type: Type.Literal('call-ended'),
    by: Type.Union([Type.Literal('doctor'), Type.Literal('administrator'), Type.Literal('time')]),
  },
  closed,
)
/** The process is about to stop, which closes this socket: come back in so long, each in their own time (D1). */
export const Draining = Type.Object(
  { type: Type.Literal('draining'), comeBackMs: Type.Integer({ minimum: 0, maximum: 60_000 }) },
  closed,
)
/** A refusal or the reason of the close that follows (E1). */
export const Refused = Type.Object({ type: Type.Literal('error'), reason: ReasonSchema }, closed)
export const Pong = Type.Object({ type: Type.Literal('pong') }, closed)

/** Everything the server may say; one JSON object a frame. */
export const ServerMessage = Type.Union([
  Joined,
  Resumed,
  Waiting,
  Queue,
  NoteSaid,
  UserWaiting,
  IceServersRenewed,
  UserJoined,
  UserLeft,
  UserAway,
  UserBack,
  OfferFrom,
  AnswerFrom,
  IceCandidateFrom,
  ChatMessageFrom,
  ChatDelivered,
  MediaStateFrom,
  CallEnded,
  Draining,
  Refused,
  Pong,
])
export type ServerMessage = Static<typeof ServerMessage>
export type ServerMessageOf<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>
