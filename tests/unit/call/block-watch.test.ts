import { expect, test } from 'vitest'
import { createBlockWatch } from '../../../src/call/block-watch.ts'
import type { Room } from '../../../src/call/core/call-state.ts'
import type { LinkSigns } from '../../../src/call/peer-link.ts'
import { person } from '../../support/call-messages.ts'

const ROOM: Room = {
  you: person('aaaaaaaaaaaa'),
  others: [],
  waiting: [],
  iceServers: [{ urls: ['turn:relay.example:3478'], username: 'u', credential: 'c' }],
  relayOnly: false,
}
const NOW = { lineIsOpen: true, isAway: false, room: ROOM }

function signs(kinds: readonly ('local host' | 'local relay' | 'remote host')[], isSettled = true): LinkSigns {
  const stats = kinds.map((kind) => {
    const [side, candidateType] = kind.split(' ')
    return [kind, { type: `${side}-candidate`, candidateType }] as const
  })
  return { connection: 'connecting', bytes: 0, generation: 1, isSettled, isBare: false, report: new Map(stats) }
}

test('what an attempt found is remembered while the next one has found nothing yet', () => {
  const watch = createBlockWatch()
  expect(watch.see(signs(['local host', 'local relay', 'remote host']), NOW)).toBe('through-relay')
  expect(watch.see(signs([], false), NOW)).toBe('through-relay')
})

test('the relay alone takes turns with all ways, once it has answered from here', () => {
  const watch = createBlockWatch()
  watch.see(signs(['local host', 'remote host']), NOW)
  expect(watch.nextGoesByRelay(ROOM)).toBe(false)
  watch.see(signs(['local relay']), NOW)
  expect([1, 2, 3].map(() => watch.nextGoesByRelay(ROOM))).toEqual([true, false, true])
})

test('without a relay there is no other way to try', () => {
  const watch = createBlockWatch()
  const room = { ...ROOM, iceServers: [{ urls: ['stun:stun.example:3478'] }] }
  expect(watch.see(signs(['local host', 'remote host']), { ...NOW, room })).toBe('no-way')
  expect(watch.nextGoesByRelay(room)).toBe(false)
})
