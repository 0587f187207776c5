import { describe, expect, test } from 'vitest'
import type { DayFigures } from '../../../signaling/contract/admin.ts'
import { connectedShare, notOver, rangeFigures, relayedShare } from '../../../src/server/overview-figures.ts'

describe('figures of a range of days', () => {
  const quiet = day({})
  const busy = day({ meetings: 10, connected: 6, notConnected: 2, nobodyCame: 1, relayed: 3, connectMs: 1_000 })
  const small = day({ meetings: 2, connected: 2, relayed: 0, connectMs: 5_000 })

  test('count everything, and what is not over is what has no outcome', () => {
    expect(rangeFigures([busy, quiet, small])).toMatchObject({
      meetings: 12,
      connected: 8,
      notConnected: 2,
      nobodyCame: 1,
      notOver: 1,
    })
    expect(notOver(busy)).toBe(1)
  })

  test('shares are of the visits they are about: a patient who stayed away is no failed connection', () => {
    expect(rangeFigures([busy, small]).connectedShare).toBe(8 / 10)
    expect(rangeFigures([busy, small]).relayedShare).toBe(3 / 8)
    expect(connectedShare(busy)).toBe(6 / 8)
    expect(relayedShare(busy)).toBe(0.5)
  })

  test('the mean weighs a day by its visits', () => {
    expect(rangeFigures([busy, quiet, small]).connectMs).toBe((6 * 1_000 + 2 * 5_000) / 8)
  })

  test('nothing has no share', () => {
    expect(rangeFigures([quiet])).toMatchObject({ connectedShare: null, relayedShare: null, connectMs: null })
    expect(connectedShare(quiet)).toBeNull()
  })
})

function day(some: Partial<DayFigures>): DayFigures {
  return {
    day: '2026-11-23',
    meetings: 0,
    connected: 0,
    notConnected: 0,
    nobodyCame: 0,
    relayed: 0,
    connectMs: null,
    ...some,
  }
}
