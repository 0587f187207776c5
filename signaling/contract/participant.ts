import Type, { type Static } from 'typebox'
import { ParticipantId } from './ids.ts'

/** Who somebody is in a meeting. Everybody who is neither doctor nor patient is a guest, named by their part. */
export const Role = Type.Union(
  [
    Type.Literal('doctor'),
    Type.Literal('patient'),
    Type.Literal('interpreter'),
    Type.Literal('family'),
    Type.Literal('colleague'),
    Type.Literal('other'),
  ],
  { title: 'Role' },
)
export type Role = Static<typeof Role>

/** Text on one line: no control characters and none that change the direction of what follows (CVE-2021-42574). */
export const ONE_LINE_PATTERN = '^[^\\u0000-\\u001f\\u007f-\\u009f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]*$'

/** What a person may be called: 1 to 60 characters on one line. */
export const PersonName = Type.String({ minLength: 1, maxLength: 60, pattern: ONE_LINE_PATTERN, title: 'PersonName' })
export type PersonName = Static<typeof PersonName>

/** How somebody's devices and page stand; the others see it in words. */
export const MediaState = Type.Object(
  {
    microphone: Type.Union(
      [
        Type.Literal('on'),
        Type.Literal('muted'),
        Type.Literal('none'),
        Type.Literal('interrupted'),
        Type.Literal('silent'),
      ],
      {
        description:
          '`interrupted`: it was on and was unplugged or taken by another program or a telephone call. `silent`: it is on, and nothing comes of it.',
      },
    ),
    camera: Type.Union([Type.Literal('on'), Type.Literal('off'), Type.Literal('none'), Type.Literal('interrupted')]),
    screen: Type.Boolean({ description: 'The picture is their screen.' }),
    hidden: Type.Boolean({ description: 'Their page is in the background.' }),
    network: Type.Union([Type.Literal('good'), Type.Literal('fair'), Type.Literal('poor')]),
    wants: Type.Union([Type.Literal('picture'), Type.Literal('sound')], {
      description: 'What the others should send them: with `sound` no picture.',
    }),
  },
  { additionalProperties: false, title: 'MediaState' },
)
export type MediaState = Static<typeof MediaState>

/** Somebody in the room as the others see them. `away`: their socket is lost and their seat still kept (R1). */
export const Participant = Type.Object(
  {
    id: ParticipantId,
    role: Role,
    name: PersonName,
    away: Type.Boolean(),
    media: Type.Union([MediaState, Type.Null()]),
  },
  { additionalProperties: false, title: 'Participant' },
)
export type Participant = Static<typeof Participant>

/** Seats of a room by kind (J4): one doctor, one patient, two guests. */
export type SeatKind = 'doctor' | 'patient' | 'guest'
export const SEATS: Readonly<Record<SeatKind, number>> = { doctor: 1, patient: 1, guest: 2 }

export function seatKind(role: Role): SeatKind {
  return role === 'doctor' || role === 'patient' ? role : 'guest'
}
