import Type, { type Static } from 'typebox'
import { NoteId, NoteText } from './clinic-note.ts'
import { ParticipantId, Secret } from './ids.ts'
import { LIMITS } from './limits.ts'
import { ConnectionPath } from './meeting.ts'
import { MediaState } from './participant.ts'

const closed = { additionalProperties: false } as const

/** Which negotiation between two participants a message belongs to; grows with each new offer (S2). */
export const Generation = Type.Integer({ minimum: 0, maximum: 1_000_000 })

/** A chat line's id, made by its author, unique per author: 12 to 22 characters of base64url. */
export const ChatId = Type.String({ pattern: '^[A-Za-z0-9_-]{12,22}$' })
export type ChatId = Static<typeof ChatId>

/** RTCSessionDescriptionInit, offers and answers alone. */
export const OfferDescription = Type.Object(
  { type: Type.Literal('offer'), sdp: Type.String({ maxLength: LIMITS.descriptionLength }) },
  closed,
)
export const AnswerDescription = Type.Object(
  { type: Type.Literal('answer'), sdp: Type.String({ maxLength: LIMITS.descriptionLength }) },
  closed,
)
export type Description = Static<typeof OfferDescription> | Static<typeof AnswerDescription>

/** RTCIceCandidateInit. The empty candidate line means "no more of this generation" (RFC 8838). */
export const Candidate = Type.Object(
  {
    candidate: Type.String({ maxLength: LIMITS.candidateLength }),
    sdpMid: Type.Union([Type.String({ maxLength: 32 }), Type.Null()]),
    sdpMLineIndex: Type.Union([Type.Integer({ minimum: 0, maximum: 32 }), Type.Null()]),
    usernameFragment: Type.Union([Type.String({ maxLength: 256 }), Type.Null()]),
  },
  closed,
)
export type Candidate = Static<typeof Candidate>

export const DeviceKind = Type.Union([Type.Literal('phone'), Type.Literal('tablet'), Type.Literal('computer')])
export type DeviceKind = Static<typeof DeviceKind>

export const ChatText = Type.String({ minLength: 1, maxLength: LIMITS.chatLength })

/** The version of the protocol a page speaks, said first (PROTOCOL_VERSION). */
export const ProtocolVersion = Type.Integer({ minimum: 1, maximum: 1_000 })

export const JoinRoom = Type.Object(
  { type: Type.Literal('join-room'), version: ProtocolVersion, ticket: Secret, device: DeviceKind },
  closed,
)
/** How many messages the page has heard since it was last welcomed, the welcome and each `pong` not counted (R4). */
export const HeardCount = Type.Integer({ minimum: 0, maximum: 1_000_000_000 })

export const Resume = Type.Object(
  { type: Type.Literal('resume'), version: ProtocolVersion, secret: Secret, heard: HeardCount },
  closed,
)
export const Admit = Type.Object({ type: Type.Literal('admit'), participant: ParticipantId }, closed)
/** "Back before the door": the doctor is spoken to by another, or wants to speak to another, alone. */
export const Hold = Type.Object({ type: Type.Literal('hold'), participant: ParticipantId }, closed)
export const Offer = Type.Object(
  { type: Type.Literal('offer'), to: ParticipantId, description: OfferDescription, generation: Generation },
  closed,
)
export const Answer = Type.Object(
  { type: Type.Literal('answer'), to: ParticipantId, description: AnswerDescription, generation: Generation },
  closed,
)
export const IceCandidate = Type.Object(
  { type: Type.Literal('ice-candidate'), to: ParticipantId, candidate: Candidate, generation: Generation },
  closed,
)
/** With `to`: said again for that one alone, who was away when it was said to all. */
export const ChatMessage = Type.Object(
  { type: Type.Literal('chat-message'), id: ChatId, text: ChatText, to: Type.Optional(ParticipantId) },
  closed,
)
/** "I have shown this line": `from` is the line's author. */
export const ChatReceived = Type.Object(
  { type: Type.Literal('chat-received'), id: ChatId, from: ParticipantId },
  closed,
)
export const MediaStateSaid = Type.Object({ type: Type.Literal('media-state'), media: MediaState }, closed)
/** "My link to them carries media": said once for each link, for the statistics (`afterMs`: since both were in the room). */
export const LinkReport = Type.Object(
  {
    type: Type.Literal('link-report'),
    to: ParticipantId,
    path: ConnectionPath,
    afterMs: Type.Integer({ minimum: 0, maximum: 3_600_000 }),
  },
  closed,
)
/** A line to the clinic from somebody who waits. */
export const WriteNote = Type.Object({ type: Type.Literal('note'), id: NoteId, text: NoteText }, closed)
export const LeaveRoom = Type.Object({ type: Type.Literal('leave-room') }, closed)
export const EndCall = Type.Object({ type: Type.Literal('end-call') }, closed)
export const Ping = Type.Object({ type: Type.Literal('ping'), heard: Type.Optional(HeardCount) }, closed)

/** Everything a client may say; one JSON object a frame. */
export const ClientMessage = Type.Union([
  JoinRoom,
  Resume,
  Admit,
  Hold,
  Offer,
  Answer,
  IceCandidate,
  ChatMessage,
  ChatReceived,
  MediaStateSaid,
  LinkReport,
  WriteNote,
  LeaveRoom,
  EndCall,
  Ping,
])
export type ClientMessage = Static<typeof ClientMessage>
export type ClientMessageOf<T extends ClientMessage['type']> = Extract<ClientMessage, { type: T }>
