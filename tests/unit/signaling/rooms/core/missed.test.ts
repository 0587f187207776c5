import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../../../../signaling/contract/limits.ts'
import type { ServerMessage } from '../../../../../signaling/contract/server-messages.ts'
import { hasHeard, keepUnheard, missedAfter, nothingUnheard } from '../../../../../signaling/rooms/core/missed.ts'
import { SDP } from '../../../../support/rooms-world.ts'

const FROM = 'd00000000000'
const line = (number: number): ServerMessage => ({
  type: 'chat-message',
  id: `${number}`.padStart(12, '0'),
  from: FROM,
  text: 'hello',
  at: number,
})

function afterSaying(...said: readonly ServerMessage[]) {
  const unheard = nothingUnheard()
  for (const message of said) keepUnheard(unheard, message)
  return unheard
}

describe('[R4] what a page has missed', () => {
  test('is what comes after as many as it has heard', () => {
    const unheard = afterSaying(line(1), line(2), line(3))
    expect(missedAfter(unheard, 3)).toEqual([])
    expect(missedAfter(unheard, 1)).toEqual([line(2), line(3)])
    expect(missedAfter(unheard, 0)).toEqual([line(1), line(2), line(3)])
  })

  test('is unknown where it cannot have heard so many, and where what it missed is forgotten', () => {
    const unheard = afterSaying(line(1), line(2))
    expect(missedAfter(unheard, 3)).toBeNull()
    hasHeard(unheard, 1)
    expect(missedAfter(unheard, 1)).toEqual([line(2)])
    expect(missedAfter(unheard, 0)).toBeNull()
  })

  test('a count that makes no sense forgets no more than there is', () => {
    const unheard = afterSaying(line(1))
    hasHeard(unheard, 1_000_000_000)
    expect(unheard).toEqual({ said: 1, kept: [], size: 0 })
    keepUnheard(unheard, line(2))
    expect(missedAfter(unheard, 1)).toEqual([line(2)])
  })

  test('credentials are counted and not told again: newer ones come with the welcome', () => {
    const unheard = afterSaying({ type: 'ice-servers', iceServers: [] }, line(2))
    expect(missedAfter(unheard, 0)).toEqual([line(2)])
    expect(missedAfter(unheard, 1)).toEqual([line(2)])
  })

  test('is bounded by number and by size', () => {
    const many = afterSaying(...Array.from({ length: LIMITS.missedMessages + 1 }, (_, number) => line(number)))
    expect(many.kept).toHaveLength(LIMITS.missedMessages)
    expect(missedAfter(many, 0)).toBeNull()
    expect(missedAfter(many, 1)).toHaveLength(LIMITS.missedMessages)
    const sdp = SDP.padEnd(LIMITS.descriptionLength, ' ')
    const offer: ServerMessage = { type: 'offer', from: FROM, description: { type: 'offer', sdp }, generation: 1 }
    const large = afterSaying(offer, offer, offer, offer)
    expect(large.size).toBeLessThanOrEqual(LIMITS.missedLength)
    expect(large.kept).toHaveLength(2)
  })
})
