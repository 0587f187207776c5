import Type, { type Static } from 'typebox'

/** What can go wrong in the browser and is reported to the log: codes of a closed list, never a person's words. */
export const Problem = Type.Union(
  [
    Type.Literal('camera-denied'),
    Type.Literal('camera-in-use'),
    Type.Literal('no-devices'),
    Type.Literal('insecure-page'),
    Type.Literal('unsupported-browser'),
    Type.Literal('media-failed'),
    Type.Literal('socket-lost'),
    Type.Literal('ticket-refused'),
    Type.Literal('room-full'),
    Type.Literal('negotiation-failed'),
    Type.Literal('media-blocked'),
    Type.Literal('screen-failed'),
    Type.Literal('server-error'),
    Type.Literal('unexpected'),
  ],
  { title: 'Problem' },
)
export type Problem = Static<typeof Problem>

/** Made by the browser, shown to the person, written to the log: 8 characters of base32. */
export const ProblemId = Type.String({ pattern: '^[0-9a-hjkmnp-tv-z]{8}$', title: 'ProblemId' })
