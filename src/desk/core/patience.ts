/** How long somebody's wait is, as the cards show it: darker past a quarter of an hour, and past half an hour. */
export type Patience = 'short' | 'long' | 'very-long'

const LONG_MINUTES = 15
const VERY_LONG_MINUTES = 30

export function patienceAfter(minutes: number): Patience {
  if (minutes >= VERY_LONG_MINUTES) return 'very-long'
  return minutes >= LONG_MINUTES ? 'long' : 'short'
}
