import Type, { type Static } from 'typebox'
import { Millis } from './ids.ts'

const closed = { additionalProperties: false } as const

/** What somebody's network carries, as the check before the visit found. */
export const NetworkVerdict = Type.Union(
  [Type.Literal('video'), Type.Literal('sound-only'), Type.Literal('text-only')],
  {
    title: 'NetworkVerdict',
  },
)
export type NetworkVerdict = Static<typeof NetworkVerdict>

/** The last network check that somebody made before their visit. */
export const NetworkCheck = Type.Object({ verdict: NetworkVerdict, at: Millis }, { ...closed, title: 'NetworkCheck' })
export type NetworkCheck = Static<typeof NetworkCheck>

/** The one question at the end: how was it? */
export const Feedback = Type.Union([Type.Literal('good'), Type.Literal('mixed'), Type.Literal('bad')], {
  title: 'Feedback',
})
export type Feedback = Static<typeof Feedback>

/** Longest note a doctor keeps with a visit, in characters. */
export const NOTE_LENGTH = 4_000
