import { describe, expect, test } from 'vitest'
import { FILE_LIMITS } from '../../../../signaling/contract/file-limits.ts'
import { createDraws } from '../../../../signaling/seed/draws.ts'
import { forgetFiles, newPace, receiptCame, roomFor, sentPiece } from '../../../../src/call/core/file-pace.ts'

interface Line {
  readonly bytesPerMs: number
  readonly wayMs: number
  readonly forMs: number
  /** What a radio or a busy device adds to a receipt now and then, at most. */
  readonly jitterMs?: number
}

/** A line with one queue, and what a file does to it. */
function send({ bytesPerMs, wayMs, forMs, jitterMs = 0 }: Line): {
  bytes: number
  longestQueueMs: number
  perSecond: number
} {
  let pace = newPace(0)
  let end = 0
  let freeAt = 0
  let longestQueueMs = 0
  const draws = createDraws(3)
  let lastAt = 0
  const receipts: { at: number; end: number }[] = []
  for (let now = 0; now < forMs; now += 1) {
    for (let first = receipts[0]; first !== undefined && first.at <= now; first = receipts[0]) {
      receipts.shift()
      pace = receiptCame(pace, 'f', first.end, now)
    }
    for (let bytes = roomFor(pace); bytes > 0; bytes = roomFor(pace)) {
      end += bytes
      pace = sentPiece(pace, { file: 'f', end, bytes, at: now })
      // Beginning is allowed to feel for the line's rate.
      if (now > 2_000) longestQueueMs = Math.max(longestQueueMs, freeAt - now)
      freeAt = Math.max(freeAt, now) + bytes / bytesPerMs
      // In order, as over SCTP.
      lastAt = Math.max(lastAt, freeAt + wayMs + draws.number() ** 3 * jitterMs)
      receipts.push({ at: lastAt, end })
    }
  }
  return { bytes: end, longestQueueMs, perSecond: end / (forMs / 1_000) }
}

describe('[F9] the pace of a file', () => {
  test.each([
    ['100 kbit/s', { bytesPerMs: 12.5, wayMs: 60, forMs: 30_000 }],
    ['1 Mbit/s', { bytesPerMs: 125, wayMs: 60, forMs: 30_000 }],
    ['20 Mbit/s', { bytesPerMs: 2_500, wayMs: 40, forMs: 30_000 }],
  ])('at %s a word waits at most a tenth of a second behind it, and most of the line is used', (_, line) => {
    const { longestQueueMs, perSecond } = send(line)
    expect(longestQueueMs).toBeLessThanOrEqual(100)
    expect(perSecond).toBeGreaterThan(line.bytesPerMs * 1_000 * 0.5)
  })

  test('a radio that holds receipts up now and then does not stop it', () => {
    const { perSecond } = send({ bytesPerMs: 2_500, wayMs: 20, forMs: 30_000, jitterMs: 150 })
    expect(perSecond).toBeGreaterThan(250_000)
  })

  test('pieces are small where the line is thin, and never larger than a piece may be', () => {
    expect(roomFor(newPace(0))).toBe(1_000)
    expect(roomFor({ ...newPace(0), window: 512_000 })).toBe(FILE_LIMITS.piece)
  })

  test('a way that became longer passes for a queue only until it is looked at anew', () => {
    let pace = newPace(0)
    const roundTrip = (end: number, at: number, tookMs: number) => {
      pace = receiptCame(sentPiece(pace, { file: 'f', end, bytes: 1_000, at }), 'f', end, at + tookMs)
    }
    roundTrip(1_000, 0, 20)
    for (let end = 2_000, at = 100; at < 15_000; end += 1_000, at += 300) roundTrip(end, at, 250)
    expect(pace.window).toBe(1_000)
    for (let end = 60_000, at = 21_000; at < 24_000; end += 1_000, at += 300) roundTrip(end, at, 250)
    expect(pace.window).toBeGreaterThan(1_500)
  })

  test('what was under way of a stopped file holds nothing up, and a receipt for nothing counts for nothing', () => {
    const pace = sentPiece(newPace(0), { file: 'f', end: 1_000, bytes: 1_000, at: 0 })
    expect(receiptCame(pace, 'f', 999, 5)).toBe(pace)
    expect(forgetFiles(pace, () => false).flights).toEqual([])
    expect(forgetFiles(pace, () => true).flights).toHaveLength(1)
  })
})
