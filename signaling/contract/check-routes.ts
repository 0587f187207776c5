import Type from 'typebox'
import { CallerAs } from './caller-as.ts'
import { ECHO_LENGTH } from './echo-length.ts'
import { RoomId } from './ids.ts'
import { IceServer } from './server-messages.ts'
import { NetworkCheck, NetworkVerdict } from './visit.ts'

const closed = { additionalProperties: false } as const
const nothing = Type.Object({}, closed)

/** What a page asks to find out what somebody's network carries. Only the verdict is stored, and only with a visit. */
export const CHECK_ROUTES = {
  noteCheck: {
    method: 'POST',
    path: '/api/call/:roomId/check',
    for: 'participant',
    summary: "Keep what the check of the caller's network found with the visit; the last one counts.",
    params: Type.Object({ roomId: RoomId }, closed),
    input: Type.Object({ as: Type.Optional(CallerAs), verdict: NetworkVerdict }, closed),
    status: 200,
    data: NetworkCheck,
    errors: ['meeting-ended', 'too-many-requests'],
  },
  checkIceServers: {
    method: 'POST',
    path: '/api/check/ice-servers',
    for: 'anybody',
    summary:
      'The STUN and TURN servers, with a credential that is good for a minute, to try whether they can be reached.',
    params: nothing,
    input: nothing,
    status: 200,
    data: Type.Object({ iceServers: Type.Array(IceServer, { maxItems: 8 }) }, closed),
    errors: ['too-many-requests'],
  },
  echo: {
    method: 'POST',
    path: '/api/check/echo',
    for: 'anybody',
    summary: 'Sends back what it was sent, to see how fast a line is.',
    params: nothing,
    input: Type.Object({ padding: Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength: ECHO_LENGTH }) }, closed),
    status: 200,
    data: Type.Object({ padding: Type.String({ maxLength: ECHO_LENGTH }) }, closed),
    errors: ['too-many-requests'],
  },
} as const
