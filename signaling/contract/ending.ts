/**
 * How a call ended for somebody, as their call page knew it: by a person, by the clock, or because coming in was refused. The call page hands
 * it on to the page after it.
 */
export const ENDINGS = [
  'left',
  'ended-by-you',
  'doctor',
  'administrator',
  'time',
  'replaced',
  'removed',
  'room-full',
  'old-version',
  'refused',
  'failed',
] as const
export type Ending = (typeof ENDINGS)[number]
