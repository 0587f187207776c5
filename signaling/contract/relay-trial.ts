import Type, { type Static } from 'typebox'

/** How it went with one STUN or TURN address when it was tried from the server. */
export const RelayTrial = Type.Object(
  {
    url: Type.String(),
    /** Null: the address makes no sense. */
    way: Type.Union([Type.Literal('udp'), Type.Literal('tcp'), Type.Literal('tls'), Type.Literal('dtls'), Type.Null()]),
    good: Type.Boolean(),
    /** What was found, and what to do about it. */
    sentence: Type.String(),
    ms: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
)
export type RelayTrial = Static<typeof RelayTrial>
