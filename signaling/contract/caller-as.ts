import Type, { type Static } from 'typebox'

/** By which of their doors somebody who has several comes in: their account, or the invite they traded in this browser. */
export const CallerAs = Type.Union([Type.Literal('doctor'), Type.Literal('invited')])
export type CallerAs = Static<typeof CallerAs>
