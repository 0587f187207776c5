import { beforeEach, describe, expect, test } from 'vitest'
import { FILE_LIMITS } from '../../../signaling/contract/file-limits.ts'
import { encodePiece } from '../../../src/call/core/file-piece.ts'
import type { ReceivedFile, SentFile } from '../../../src/call/core/shared-files.ts'
import type { FileSharing } from '../../../src/call/file-sharing.ts'
import { ADA, createTwoPages, fakeFile, PAUL, sha256, type TwoPages } from '../../support/shared-files.ts'

let world: TwoPages
beforeEach(async () => {
  world = createTwoPages()
  world.connect()
  await world.pass(100)
})

const file = (length: number, name = 'report.pdf') => fakeFile(name, new Uint8Array(length).fill(7))
const received = (page: FileSharing) =>
  page.view().sharing.files.filter((one): one is ReceivedFile => one.author === 'other')
const sent = (page: FileSharing) => page.view().sharing.files.filter((one): one is SentFile => one.author === 'you')
const first = <T>([one]: readonly T[]): T => {
  if (one === undefined) throw new Error('there is none')
  return one
}
/** As a page that keeps no rules: whatever, from Ada's end to Paul. */
async function adaSays(...frames: (object | string | ArrayBuffer)[]): Promise<void> {
  for (const frame of frames) {
    const raw = typeof frame === 'string' || frame instanceof ArrayBuffer ? frame : JSON.stringify(frame)
    world.channelOfAda().send(raw)
  }
  await world.pass(100)
}
const offer = (id: string, size = 10) => ({
  type: 'offer',
  file: id.repeat(16),
  name: 'x.pdf',
  size,
  hash: '0'.repeat(64),
})
const isBarred = () => world.paul().view().sharing.peers.get(ADA)?.isBarred

describe('a file between two pages', () => {
  test('[F3] nothing of it is sent before it is accepted', async () => {
    await world.ada().offer([file(5_000)])
    await world.pass(5_000)
    expect(received(world.paul())).toMatchObject([{ name: 'report.pdf', size: 5_000, state: { is: 'asked' } }])
    expect(sent(world.ada())).toMatchObject([{ to: [{ who: PAUL, state: { is: 'asked' } }] }])
    world.paul().accept(ADA, first(received(world.paul())).id)
    await world.pass(5_000)
    expect(received(world.paul())).toMatchObject([{ state: { is: 'whole' } }])
    expect(sent(world.ada())).toMatchObject([{ to: [{ state: { is: 'whole' } }] }])
  })

  test('[F4] one that arrives with other bytes than were offered is thrown away, and both are told', async () => {
    let isChanged = false
    const bytes = new Uint8Array(5_000)
    const changing = fakeFile('x.pdf', bytes)
    const { slice } = changing
    changing.slice = (...range) => {
      if (!isChanged) bytes[3] = 1
      isChanged = true
      return slice(...range)
    }
    await world.ada().offer([changing])
    await world.pass(100)
    world.paul().accept(ADA, first(received(world.paul())).id)
    await world.pass(5_000)
    expect(received(world.paul())).toMatchObject([{ state: { is: 'stopped', why: 'damaged', by: 'you' } }])
    expect(sent(world.ada())).toMatchObject([{ to: [{ state: { is: 'stopped', why: 'damaged', by: 'other' } }] }])
    expect(world.paul().view().urls.size).toBe(0)
  })

  test('[F6] one that cannot be read any more is stopped for everybody', async () => {
    const moved = file(5_000)
    moved.slice = () => {
      throw new DOMException('moved', 'NotReadableError')
    }
    await world.ada().offer([moved])
    await world.pass(100)
    world.paul().accept(ADA, first(received(world.paul())).id)
    await world.pass(1_000)
    expect(received(world.paul())).toMatchObject([{ state: { is: 'stopped', why: 'unreadable', by: 'other' } }])
  })

  test('[F5] one that is accepted while its offer is on its way a second time is asked for twice, and sent once', async () => {
    await world.ada().offer([file(1)])
    await world.pass(60)
    world.connect()
    await world.pass(40)
    world.paul().accept(ADA, first(received(world.paul())).id)
    await world.pass(5_000)
    expect(received(world.paul())).toMatchObject([{ state: { is: 'whole' } }])
    expect(sent(world.ada())).toMatchObject([{ to: [{ state: { is: 'whole' } }] }])
  })

  test('[F6] what was decided while there was no channel is said on the next', async () => {
    await world.ada().offer([file(5_000, 'a.pdf'), file(5_000, 'b.pdf')])
    await world.pass(100)
    const [a, b] = received(world.paul())
    world.cut()
    await world.pass(100)
    world.paul().decline(ADA, a?.id ?? '')
    world.ada().callOff(b?.id ?? '')
    world.connect()
    await world.pass(500)
    expect(sent(world.ada())).toMatchObject([{ to: [{ state: { why: 'declined' } }] }, {}])
    expect(received(world.paul())).toMatchObject([{}, { state: { why: 'cancelled', by: 'other' } }])
  })

  test.each(['ada', 'paul'] as const)(
    '[F7] when the page of %s is loaded again, the other is told that it did not arrive',
    async (who) => {
      await world.ada().offer([file(5_000)])
      await world.pass(100)
      world.reload(who)
      world.connect()
      await world.pass(500)
      const over = { is: 'stopped', why: 'reloaded' }
      if (who === 'ada') expect(received(world.paul())).toMatchObject([{ state: over }])
      else expect(sent(world.ada())).toMatchObject([{ to: [{ state: over }] }])
      expect([...received(world.ada()), ...received(world.paul())].filter(({ state }) => state.is === 'asked')).toEqual(
        [],
      )
    },
  )

  test('[F2] more than may wait for an answer are refused, and so is one that is too large', async () => {
    await world.ada().offer(Array.from({ length: FILE_LIMITS.open + 1 }, () => file(5)))
    await world.pass(500)
    expect(received(world.paul())).toHaveLength(FILE_LIMITS.open)
    expect(sent(world.ada()).at(-1)).toMatchObject({ to: [{ state: { why: 'too-many' } }] })
    await world.ada().offer([file(FILE_LIMITS.size + 1)])
    expect(world.ada().view().sharing.files.at(-1)).toMatchObject({ author: 'nobody', why: 'too-large' })
    await adaSays(offer('z', FILE_LIMITS.size + 1))
    expect(received(world.paul())).toHaveLength(FILE_LIMITS.open)
    expect(isBarred()).toBe(false)
  })

  test('[F2] a page that offers and calls off without end fills nobody’s chat', async () => {
    for (let index = 0; index < FILE_LIMITS.offers + 20; index += 1) {
      const id = `${index}`.padStart(16, '0')
      await adaSays({ ...offer('a'), file: id }, { type: 'stop', file: id, why: 'cancelled' })
    }
    expect(received(world.paul())).toHaveLength(FILE_LIMITS.offers)
  })
})

describe('[F8] a page that keeps no rules', () => {
  const piece = (id: string, from: number, length: number) =>
    encodePiece({ file: id.repeat(16), from, bytes: new Uint8Array(length) })

  test.each([
    ['words that are no frame', ['hello?']],
    ['a frame with a key too many', [{ ...offer('a'), path: '/etc' }]],
    ['a frame that is too long', [`${JSON.stringify(offer('a'))}${' '.repeat(FILE_LIMITS.frame)}`]],
    ['a second greeting', [{ type: 'hello', page: 'p'.repeat(16) }]],
    ['bytes of nothing', [new ArrayBuffer(3)]],
    ['a piece of a file that was never offered', [piece('b', 0, 5)]],
    ['a piece of a file that was not accepted', [offer('a'), piece('a', 0, 5)]],
  ])('is not heard any more after %s', async (_, frames) => {
    await adaSays(offer('o'))
    await adaSays(...frames)
    expect(isBarred()).toBe(true)
    expect(received(world.paul())[0]).toMatchObject({ state: { is: 'stopped', why: 'breach' } })
    world.connect()
    await world.pass(500)
    expect(world.paul().view().sharing.peers.get(ADA)?.line).toBe('closed')
  })

  test.each([
    ['more bytes than it offered', [piece('a', 0, 11)]],
    ['bytes out of order', [piece('a', 0, 4), piece('a', 5, 5)]],
  ])('is not heard any more after %s', async (_, frames) => {
    await adaSays(offer('a'))
    world.paul().accept(ADA, 'a'.repeat(16))
    await adaSays(...frames)
    expect(isBarred()).toBe(true)
    expect(received(world.paul())).toMatchObject([{ state: { is: 'stopped' } }])
    expect(world.paul().view().urls.size).toBe(0)
  })

  test('is not heard any more after bytes after the last', async () => {
    const hash = Buffer.from(sha256(new Uint8Array(10))).toString('hex')
    await adaSays({ ...offer('a'), hash })
    world.paul().accept(ADA, 'a'.repeat(16))
    await adaSays(piece('a', 0, 10))
    expect(received(world.paul())).toMatchObject([{ state: { is: 'whole' } }])
    await adaSays(piece('a', 10, 1))
    expect(isBarred()).toBe(true)
  })

  test('what was under way when a file was given up is let go', async () => {
    await adaSays(offer('a'))
    world.paul().accept(ADA, 'a'.repeat(16))
    world.paul().giveUp(ADA, 'a'.repeat(16))
    await adaSays(piece('a', 0, 5))
    expect(isBarred()).toBe(false)
    expect(received(world.paul())).toMatchObject([{ state: { why: 'cancelled', by: 'you' } }])
  })
})
