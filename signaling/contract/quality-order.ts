import type { Quality } from './meeting.ts'

const FALLING: readonly Quality[] = ['good', 'fair', 'poor']

/** Anything is poorer than nothing said yet. */
export function isPoorer(one: Quality, than: Quality | null): boolean {
  return than === null || FALLING.indexOf(one) > FALLING.indexOf(than)
}
