import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ParticipantId } from '../../signaling/contract/ids.ts'
import type { MemoryClient } from '../support/memory-connection.ts'
import { CANDIDATE, createRoomsWorld, grantFor, IDS, type RoomsWorld } from '../support/rooms-world.ts'

/** Three people over the real hub, whose sockets fall with whatever is on its way at that moment; what each hears is held against what was said. */

const WHO = ['doctor', 'patient', 'family'] as const
type Somebody = (typeof WHO)[number]

type Move =
  | { readonly what: 'says'; readonly who: number; readonly how: 'to-all' | 'to-one' }
  | { readonly what: 'hears'; readonly who: number; readonly count: number }
  | { readonly what: 'falls' | 'comes-back' | 'pings' | 'talks-much'; readonly who: number }
  | { readonly what: 'time'; readonly ms: number }

const who = fc.nat({ max: WHO.length - 1 })
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ what: fc.constant('says' as const), who, how: fc.constantFrom('to-all', 'to-one') }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('hears' as const), who, count: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constantFrom('falls' as const, 'pings' as const), who }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('comes-back' as const), who }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('talks-much' as const), who }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('time' as const), ms: fc.constantFrom(100, 2_000, 29_000) }) },
)

/** A page that counts and remembers like the product's own, from one welcome as somebody new to the next. */
class Page {
  client: MemoryClient
  isUp = true
  private secret = ''
  private count = 0
  private read = 0
  /** What it has heard since it last began anew; a number for each author. */
  heard = new Map<ParticipantId, number[]>()
  private readonly world: RoomsWorld

  constructor(world: RoomsWorld, name: Somebody) {
    this.world = world
    this.client = world.join(grantFor(name), { instant: false })
    this.client.deliverUp()
    this.hear()
  }
  hear(count?: number): void {
    this.client.deliverDown(count)
    for (const message of this.client.heard.slice(this.read)) {
      this.read += 1
      if ('resumeSecret' in message) {
        this.secret = message.resumeSecret
        this.count = 0
        if (message.type === 'joined') this.heard = new Map()
      } else if (message.type !== 'pong') this.count += 1
      if (message.type === 'user-joined') this.heard.delete(message.participant.id)
      if (message.type === 'chat-message') this.note(message.from, Number(message.id))
      if (message.type === 'ice-candidate') this.note(message.from, Number(message.candidate.usernameFragment))
    }
  }
  private note(from: ParticipantId, number: number): void {
    this.heard.set(from, [...(this.heard.get(from) ?? []), number])
  }
  fall(): void {
    if (!this.isUp) return
    this.isUp = false
    this.client.cut()
  }
  ping(): void {
    this.client.say({ type: 'ping', heard: this.count })
    this.client.deliverUp()
  }
  comeBack(name: Somebody): void {
    if (this.isUp) return
    this.isUp = true
    this.read = 0
    this.client = this.world.resume(this.secret, { instant: false, heard: this.count })
    this.client.deliverUp()
    this.client.deliverDown(1)
    if (this.client.closed !== null) {
      this.client = this.world.join(grantFor(name), { instant: false })
      this.client.deliverUp()
    }
    this.hear(0)
  }
}

test('[R4] whatever falls and comes back, each hears everything that was said to them since they joined, in order, once', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 80, size: 'max' }), (moves) => {
      const world = createRoomsWorld()
      const pages = WHO.map((name) => new Page(world, name))
      for (const page of pages) page.hear()
      const said = new Map<ParticipantId, { number: number; to: ParticipantId | 'all' }[]>()
      let number = 0

      const speak = (index: number, how: 'to-all' | 'to-one') => {
        const page = pages[index]
        const to = IDS[WHO[(index + 1) % WHO.length] ?? 'doctor']
        if (page === undefined || !page.isUp) return
        // So that nobody is told to slow down.
        world.clock.advance(500)
        number += 1
        const candidate = { ...CANDIDATE, usernameFragment: `${number}` }
        if (how === 'to-one') page.client.say({ type: 'ice-candidate', to, candidate, generation: 0 })
        else page.client.say({ type: 'chat-message', id: `${number}`.padStart(12, '0'), text: 'hello' })
        page.client.deliverUp()
        const speaker = IDS[WHO[index] ?? 'doctor']
        said.set(speaker, [...(said.get(speaker) ?? []), { number, to: how === 'to-all' ? 'all' : to }])
      }

      for (const one of moves) {
        if (one.what === 'time') world.clock.advance(one.ms)
        else {
          const page = pages[one.who]
          const name = WHO[one.who]
          if (page === undefined || name === undefined) continue
          if (one.what === 'says') speak(one.who, one.how)
          else if (one.what === 'hears') page.hear(one.count)
          else if (one.what === 'falls') page.fall()
          else if (one.what === 'pings') page.isUp && page.ping()
          else if (one.what === 'comes-back') page.comeBack(name)
          else for (let times = 0; times < 210; times += 1) speak(one.who, 'to-one')
        }
      }
      pages.forEach((page, index) => {
        page.comeBack(WHO[index] ?? 'doctor')
        page.hear()
      })
      pages.forEach((page, index) => {
        const reader = IDS[WHO[index] ?? 'doctor']
        for (const [author, numbers] of page.heard) {
          const all = (said.get(author) ?? []).filter(({ to }) => author !== reader && (to === 'all' || to === reader))
          // Everything since this page began: the last so many, none missing, none twice.
          if (author !== reader)
            expect(numbers).toEqual(all.slice(all.length - numbers.length).map((one) => one.number))
        }
      })
    }),
    { numRuns: 150 },
  )
})
