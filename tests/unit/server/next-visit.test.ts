import { describe, expect, test } from 'vitest'
import type { MeetingView } from '../../../signaling/contract/meeting.ts'
import { findNextVisit, nextPlanned, nextWaiting } from '../../../src/server/next-visit.ts'
import type { SignalingClient } from '../../../src/server/signaling-client.ts'
import { arrival } from '../../support/arrivals.ts'

const NOW = Date.parse('2026-11-23T09:00:00Z')
const MINUTE = 60_000
const HERE = 'hhhhhhhhhhhh'
const after = { roomId: HERE, now: NOW }

function planned(roomId: string, inMinutes: number | null, some: Partial<MeetingView> = {}): MeetingView {
  return {
    roomId,
    title: `Visit ${roomId}`,
    state: 'scheduled',
    admission: 'by-doctor',
    relayOnly: false,
    createdAt: 1,
    startsAt: inMinutes === null ? null : NOW + inMinutes * MINUTE,
    waitingSince: null,
    activeSince: null,
    endedAt: null,
    endReason: null,
    participants: [],
    callUrl: `/call/${roomId}`,
    ...some,
  }
}

describe('who waits', () => {
  test('is next in the order in which people are to be seen, but for the visit that was just left', () => {
    const here = arrival({ roomId: HERE })
    const [tom, eve] = [arrival({ roomId: 'tttttttttttt' }), arrival({ roomId: 'eeeeeeeeeeee' })]
    expect(nextWaiting([here, tom, eve], HERE)).toEqual({ is: 'waiting', arrival: tom })
    expect(nextWaiting([here], HERE)).toBeNull()
  })
})

describe('of planned visits', () => {
  test('the soonest is next', () => {
    const meetings = [planned('later', 90), planned('soon', 5), planned('tomorrow', 1_440)]
    expect(nextPlanned(meetings, after)).toMatchObject({ meeting: { roomId: 'soon' }, startsAt: NOW + 5 * MINUTE })
  })

  test('one whose time has come is next while its people may still come, and not for the rest of the day', () => {
    expect(nextPlanned([planned('late', -30), planned('soon', 5)], after)).toMatchObject({
      meeting: { roomId: 'late' },
    })
    expect(nextPlanned([planned('missed', -31), planned('soon', 5)], after)).toMatchObject({
      meeting: { roomId: 'soon' },
    })
  })

  test('neither the one just left, nor one without a time, nor one that began or is over is next', () => {
    const others = [
      planned('open', null),
      planned('on', 1, { state: 'active' }),
      planned('over', 1, { state: 'ended' }),
    ]
    expect(nextPlanned([planned(HERE, 5), ...others], after)).toBeNull()
  })
})

describe('asked for', () => {
  test('the soonest of many planned visits is found, though the list has the farthest first', async () => {
    const pages = [
      [planned('far', 9_000)],
      [planned('near', 600)],
      [planned('next', 10), planned('over', -99, { state: 'ended' })],
    ]
    const asked: unknown[] = []
    const next = await findNextVisit(listOf(pages, asked), new Request('http://localhost'), after)
    expect(next).toMatchObject({ is: 'planned', meeting: { roomId: 'next' } })
    expect(asked).toEqual(['desk', undefined, '1', '2'])
  })

  test('it ends somewhere, and asks no further once it has come to visits that are over', async () => {
    const asked: unknown[] = []
    const endless = Array.from({ length: 99 }, (_, page) => [planned(`of page ${page}`, 9_000 - page)])
    await findNextVisit(listOf(endless, asked), new Request('http://localhost'), after)
    expect(asked).toHaveLength(21)
  })
})

function listOf(pages: readonly MeetingView[][], asked: unknown[]): SignalingClient {
  return {
    async call(name, { input }) {
      const from = input && 'after' in input ? input.after : undefined
      asked.push(name === 'desk' ? 'desk' : from)
      const at = Number(from ?? 0)
      const data =
        name === 'desk'
          ? { arrivals: [], colleagues: [] }
          : { meetings: pages[at] ?? [], next: at + 1 < pages.length ? String(at + 1) : null }
      return { ok: true, data, setCookies: [] } as never
    },
  }
}
