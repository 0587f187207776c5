import { resolveObjectURL } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FileFrame } from '../../signaling/contract/file-frames.ts'
import { FILE_LIMITS } from '../../signaling/contract/file-limits.ts'
import type { FileEvent } from '../../src/call/core/file-events.ts'
import { stepFiles } from '../../src/call/core/file-transfer.ts'
import {
  fileKey,
  isOver,
  newSharing,
  type ReceivedFile,
  receivedFile,
  type SentFile,
} from '../../src/call/core/shared-files.ts'
import type { FileSharing } from '../../src/call/file-sharing.ts'
import { ADA, createTwoPages, fakeFile, PAUL, type TwoPages } from '../support/shared-files.ts'

type Move =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'offer'; readonly bytes: number }
  | { readonly do: 'cut' | 'cut-silently' | 'connect' | 'reload-ada' | 'reload-paul' | 'gone-ada' | 'gone-paul' }
  | { readonly do: 'accept' | 'decline' | 'give-up' | 'call-off'; readonly which: number }

const which = fc.nat(5)
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 400 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('offer' as const), bytes: fc.integer({ min: 1, max: 120_000 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('cut' as const, 'cut-silently' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('connect' as const) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('accept' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('decline' as const, 'give-up' as const, 'call-off' as const), which }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('reload-ada' as const, 'reload-paul' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('gone-ada' as const, 'gone-paul' as const) }) },
)

const sentBy = (page: FileSharing) =>
  page.view().sharing.files.filter((file): file is SentFile => file.author === 'you')
const receivedBy = (page: FileSharing) =>
  page.view().sharing.files.filter((file): file is ReceivedFile => file.author === 'other')

function play(world: TwoPages, what: Move): Promise<void> | void {
  const coming = receivedBy(world.paul())
  switch (what.do) {
    case 'wait':
      return world.pass(what.ms)
    case 'offer':
      return world.ada().offer([fakeFile(`${what.bytes}.bin`, bytesOf(what.bytes))])
    case 'cut':
    case 'cut-silently':
      return world.cut(what.do === 'cut-silently')
    case 'connect':
      return world.connect()
    case 'reload-ada':
      return world.reload('ada')
    case 'reload-paul':
      return world.reload('paul')
    case 'gone-ada':
      return world.paul().gone(ADA)
    case 'gone-paul':
      return world.ada().gone(PAUL)
    default: {
      if (what.do === 'call-off') world.ada().callOff(sentBy(world.ada())[what.which]?.id ?? '')
      const id = coming[what.which]?.id ?? ''
      if (what.do === 'accept') world.paul().accept(ADA, id)
      if (what.do === 'decline') world.paul().decline(ADA, id)
      if (what.do === 'give-up') world.paul().giveUp(ADA, id)
    }
  }
}

test('[F5] whatever falls between two pages, every file ends as the same bytes on the other, or with a reason on both', {
  timeout: 120_000,
}, async () => {
  let whole = 0
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 40, size: 'max' }), async (moves) => {
      const world = createTwoPages()
      world.connect()
      for (const one of moves) {
        await play(world, one)
        await world.pass(0)
      }
      world.connect()
      await world.pass(1_000)
      for (const { id } of receivedBy(world.paul())) world.paul().accept(ADA, id)
      await world.pass(30_000)

      const arrived = receivedBy(world.paul())
      for (const file of sentBy(world.ada())) {
        const [{ state } = { state: null }] = file.to
        expect(state !== null && isOver(state), `${file.id} is over for Ada`).toBe(true)
        const there = arrived.find(({ id }) => id === file.id)
        if (state?.is === 'whole' && there) expect(there.state.is).toBe('whole')
      }
      for (const file of arrived) {
        expect(isOver(file.state), `${file.id} is over for Paul: ${JSON.stringify(file.state)}`).toBe(true)
        if (file.state.is === 'stopped') expect(['breach', 'damaged'], 'honest pages').not.toContain(file.state.why)
        if (file.state.is !== 'whole') continue
        whole += 1
        const blob = resolveObjectURL(world.paul().view().urls.get(fileKey(ADA, file.id)) ?? '')
        const saved = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))
        expect(Buffer.compare(saved, bytesOf(file.size))).toBe(0)
      }
    }),
    { numRuns: 100, interruptAfterTimeLimit: 60_000 },
  )
  expect(whole).toBeGreaterThan(50)
})

const ids = ['a'.repeat(16), 'b'.repeat(16), 'c'.repeat(16)] as const
const file = fc.constantFrom(...ids)
const size = fc.integer({ min: 1, max: 60 })
const anyFrame: fc.Arbitrary<FileFrame> = fc.oneof(
  fc.record({
    type: fc.constant('offer' as const),
    file,
    name: fc.string({ minLength: 1, maxLength: 20 }),
    size: fc.oneof(size, fc.constant(FILE_LIMITS.size + 1)),
    hash: fc.constant('0'.repeat(64)),
  }),
  fc.record({ type: fc.constant('accept' as const), file, from: size }),
  fc.record({ type: fc.constant('have' as const), file, bytes: size }),
  fc.record({ type: fc.constant('whole' as const), file }),
  fc.record({ type: fc.constant('stop' as const), file, why: fc.constantFrom('declined' as const, 'gone' as const) }),
)
const anyPiece = fc.record({
  file,
  from: fc.nat(40),
  bytes: fc.integer({ min: 1, max: 40 }).map((length) => new Uint8Array(length)),
})
const who = PAUL
/** Of a file that is coming, the piece that is due. */
interface DuePiece {
  readonly type: 'due'
  readonly file: string
  readonly length: number
}
const anyEvent: fc.Arbitrary<FileEvent | DuePiece> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constantFrom('opened' as const, 'closed' as const), who: fc.constant(who) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('frame' as const),
      who: fc.constant(who),
      frame: anyFrame,
      place: fc.constant(0),
      name: fc.constant('Paul'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('piece' as const), who: fc.constant(who), piece: anyPiece }) },
  {
    weight: 8,
    arbitrary: fc.record({ type: fc.constant('due' as const), file, length: fc.integer({ min: 1, max: 40 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('frame' as const),
      who: fc.constant(who),
      frame: fc.record({ type: fc.constant('hello' as const), page: file }),
      place: fc.constant(0),
      name: fc.constant('Paul'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('accepted' as const, 'declined' as const, 'given-up' as const),
      from: fc.constant(who),
      id: file,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('checked' as const),
      from: fc.constant(who),
      id: file,
      fits: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('chosen' as const),
      file: fc.record({
        id: file,
        name: fc.constant('n'),
        size,
        hash: fc.constant('0'.repeat(64)),
        place: fc.constant(0),
      }),
      to: fc.constant([{ who, name: 'Paul' }]),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('room' as const),
      who: fc.constant(who),
      most: fc.integer({ min: 1, max: 30 }),
    }),
  },
)

test('[F3, F8] whatever another page sends, nothing is kept that was not accepted, in order, and no more than was offered', () => {
  let kept = 0
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60, size: 'max' }), (events) => {
      let sharing = [
        { type: 'opened', who } as const,
        { type: 'frame', who, frame: { type: 'hello', page: ids[0] }, place: 0, name: 'Paul' } as const,
        ...ids.map((id, index) => {
          const frame = { type: 'offer', file: id, name: 'n', size: 30 * index + 1, hash: '0'.repeat(64) } as const
          return { type: 'frame', who, frame, place: 0, name: 'Paul' } as const
        }),
      ].reduce((before, event) => stepFiles(before, event).sharing, newSharing('p'.repeat(16)))
      const held = new Map<string, number>()
      const accepted = new Set<string>()
      for (const drawn of events) {
        // Before it was asked for one that is drawn at random is enough.
        if (drawn.type === 'due' && receivedFile(sharing, who, drawn.file)?.state.is !== 'receiving') continue
        const event: FileEvent = drawn.type === 'due' ? duePiece(drawn, held) : drawn
        if (event.type === 'accepted') accepted.add(event.id)
        const { sharing: next, effects } = stepFiles(sharing, event)
        for (const effect of effects) {
          if (effect.do === 'drop') held.delete(effect.id)
          if (effect.do === 'check') expect(held.get(effect.id)).toBe(sizeOf(next.files, effect.id))
          if (effect.do === 'send-piece') expect(effect.from + effect.length).toBeLessThanOrEqual(60)
          if (effect.do !== 'keep') continue
          kept += 1
          const { file: id, from, bytes } = effect.piece
          expect(accepted).toContain(id)
          expect(from).toBe(held.get(id) ?? 0)
          held.set(id, from + bytes.length)
          expect(held.get(id)).toBeLessThanOrEqual(effect.size)
          expect(effect.size).toBeLessThanOrEqual(FILE_LIMITS.size)
        }
        sharing = next
      }
    }),
    { numRuns: 3_000 },
  )
  expect(kept).toBeGreaterThan(100)
})

function duePiece({ file: id, length }: DuePiece, held: ReadonlyMap<string, number>): FileEvent {
  return { type: 'piece', who, piece: { file: id, from: held.get(id) ?? 0, bytes: new Uint8Array(length) } }
}

function sizeOf(files: readonly { id: string; size: number; author: string }[], id: string): number | undefined {
  return files.find((one) => one.author === 'other' && one.id === id)?.size
}

function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8) + length) & 255)
}
