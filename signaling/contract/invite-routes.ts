import Type from 'typebox'
import { ParticipantId, RoomId } from './ids.ts'
import { EmailAddress } from './mail.ts'
import { IssuedInvite } from './meeting.ts'

const closed = { additionalProperties: false } as const
const roomParams = Type.Object({ roomId: RoomId }, closed)

/** Made by the caller for one press of a button: what comes again under it within a minute, word for word, gets the first one's answer. */
export const RequestId = Type.String({ pattern: '^[A-Za-z0-9_-]{16,64}$', title: 'RequestId' })

/** How people are let in, and no longer. */
export const INVITE_ROUTES = {
  issueInvite: {
    method: 'POST',
    path: '/api/meetings/:roomId/invites',
    for: 'staff',
    summary:
      'A new invite for one participant, by e-mail too where an address is given; the ones before it stop working.',
    params: roomParams,
    input: Type.Object(
      {
        participantId: ParticipantId,
        /** Where to send it, once; stored nowhere. */
        email: Type.Optional(EmailAddress),
        requestId: Type.Optional(RequestId),
      },
      closed,
    ),
    status: 201,
    data: IssuedInvite,
    errors: ['meeting-ended', 'too-many-requests'],
  },
  revokeInvite: {
    method: 'POST',
    path: '/api/meetings/:roomId/invites/revoke',
    for: 'staff',
    summary: "One participant's invites stop working; whoever came in by one is taken out.",
    params: roomParams,
    input: Type.Object({ participantId: ParticipantId }, closed),
    status: 200,
    data: Type.Object({}, closed),
    errors: ['meeting-ended'],
  },
} as const
