import { describe, expect, test } from 'vitest'
import { type Races, race } from '../../../../db/mongo/probe.ts'

/** Servers as they are met with: how many of the racers each of the two races lets win. */
function serverThatLets({ records, values }: { records: number; values: number }): Races {
  return {
    takeRecord: async (racer) => racer < records,
    takeValue: async (racer) => racer < values,
  }
}

describe('the probe of a server', () => {
  test('passes where one of fifty wins each race', async () => {
    expect(await race(serverThatLets({ records: 1, values: 1 }))).toMatchObject({ passed: true })
  })

  test.each([
    [{ records: 17, values: 1 }, 'Of 50 racing compare-and-set updates of one record 17 have won, and only one may.'],
    [{ records: 1, values: 2 }, 'Of 50 racing inserts of one unique value 2 have won, and only one may.'],
    [{ records: 0, values: 1 }, 'Of 50 racing compare-and-set updates of one record 0 have won, and only one may.'],
  ])('does not where it is %o', async (server, finding) => {
    expect(await race(serverThatLets(server))).toEqual({ passed: false, finding })
  })

  test('has all racers under way before the first one is answered', async () => {
    let underWay = 0
    let most = 0
    const counted = async (racer: number) => {
      underWay += 1
      most = Math.max(most, underWay)
      await Promise.resolve()
      underWay -= 1
      return racer === 0
    }
    await race({ takeRecord: counted, takeValue: counted })
    expect(most).toBe(50)
  })
})
