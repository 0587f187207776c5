import Type, { type Static } from 'typebox'
import { ParticipantId, RoomId } from './ids.ts'
import { Language } from './languages.ts'
import { EndReason, Instant, MeetingTitle } from './meeting.ts'
import { Role } from './participant.ts'

const closed = { additionalProperties: false } as const
const person = { roomId: RoomId, participantId: ParticipantId, role: Role } as const

/**
 * What the clinic's other systems are told of (WEBHOOK_URL). An invite goes out with its link and code, so that they may hand it on in their
 * own way; nobody's name and no address ever does.
 */
export const WebhookEvent = Type.Union([
  Type.Object(
    {
      type: Type.Literal('invite.issued'),
      data: Type.Object(
        {
          ...person,
          language: Language,
          title: MeetingTitle,
          startsAt: Type.Union([Instant, Type.Null()]),
          /** `XXXX-XXXX-XXXX` */
          code: Type.String(),
          link: Type.String(),
        },
        closed,
      ),
    },
    closed,
  ),
  Type.Object({ type: Type.Literal('invite.revoked'), data: Type.Object(person, closed) }, closed),
  /** Before the door or into the room; said again when they come back after having been given up. */
  Type.Object({ type: Type.Literal('person.arrived'), data: Type.Object(person, closed) }, closed),
  Type.Object(
    { type: Type.Literal('meeting.ended'), data: Type.Object({ roomId: RoomId, by: EndReason }, closed) },
    closed,
  ),
])
export type WebhookEvent = Static<typeof WebhookEvent>

/** Hands an event on behind the caller's back: it neither waits nor fails. */
export type Announce = (event: WebhookEvent) => void
