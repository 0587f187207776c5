import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ClientMessage } from '../../signaling/contract/client-messages.ts'
import { type ChatLog, EMPTY_CHAT, stepChat } from '../../src/call/core/chat.ts'
import { ADA, PAUL } from '../support/call-messages.ts'

/** Two pages and a server that hands lines to everybody while the sender's line is up, and loses what was under way when it falls. */
class Page {
  log: ChatLog = EMPTY_CHAT
  up = true
  readonly toServer: ClientMessage[] = []
  readonly fromServer: (() => void)[] = []
  readonly id: string
  private lines = 0

  constructor(id: string) {
    this.id = id
  }
  write(): void {
    this.lines += 1
    this.step({
      type: 'written',
      id: `${this.lines}`,
      text: `${this.id} ${this.lines}`,
      lineIsOpen: this.up,
      others: [this.id === ADA ? PAUL : ADA],
    })
  }
  step(event: Parameters<typeof stepChat>[1]): void {
    const { log, send } = stepChat(this.log, event)
    this.log = log
    if (this.up) this.toServer.push(...send)
  }
  breakLine(): void {
    this.up = false
    this.toServer.length = 0
    this.fromServer.length = 0
  }
  /** What signaling tells of it: to this page who is there, to the others that this one is back. */
  comeBack(others: readonly Page[]): void {
    if (this.up) return
    this.up = true
    this.step({ type: 'line-is-back' })
    for (const other of others.filter(({ up }) => up)) {
      this.step({ type: 'came-back', who: other.id })
      other.fromServer.push(() => other.step({ type: 'came-back', who: this.id }))
    }
  }
}

type Move = readonly [who: 0 | 1, what: 'writes' | 'is-heard' | 'hears' | 'breaks' | 'comes-back']

function serve(page: Page, pages: readonly Page[]): void {
  const message = page.toServer.shift()
  if (message?.type === 'chat-message') {
    const { id, text } = message
    for (const to of pages.filter((one) => one.up && (message.to === undefined || message.to === one.id))) {
      to.fromServer.push(() =>
        to.step({ type: 'said', you: to.id, message: { type: 'chat-message', id, text, from: page.id, at: 1 } }),
      )
    }
  }
  if (message?.type === 'chat-received') {
    const author = pages.find(({ id }) => id === message.from)
    if (author?.up) author.fromServer.push(() => author.step({ type: 'chat-delivered', id: message.id, by: page.id }))
  }
}

function play([who, what]: Move, pages: readonly [Page, Page]): void {
  const page = pages[who]
  if (what === 'writes') page.write()
  else if (what === 'is-heard') serve(page, pages)
  else if (what === 'hears') page.fromServer.shift()?.()
  else if (what === 'breaks') page.breakLine()
  else page.comeBack(pages.filter((one) => one !== page))
}

const move: fc.Arbitrary<Move> = fc.tuple(
  fc.constantFrom<0 | 1>(0, 1),
  fc.constantFrom('writes', 'is-heard', 'hears', 'breaks', 'comes-back'),
)

test('however lines break, no line stands anywhere twice, and with the lines back every line gets to the other page', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 80 }), (moves) => {
      const pages = [new Page(ADA), new Page(PAUL)] as const
      for (const one of moves) play(one, pages)
      for (const who of [0, 1] as const) play([who, 'comes-back'], pages)
      for (let round = 0; round < 500; round += 1) {
        for (const who of [0, 1] as const) {
          play([who, 'is-heard'], pages)
          play([who, 'hears'], pages)
        }
      }
      for (const page of pages) {
        const names = page.log.lines.map((line) => `${line.author === 'you' ? 'you' : line.from} ${line.id}`)
        expect(new Set(names).size).toBe(names.length)
        const [other] = pages.filter((one) => one !== page)
        for (const line of page.log.lines) {
          if (line.author === 'other') continue
          expect(line.progress.is).toBe('delivered')
          expect(other?.log.lines).toContainEqual(expect.objectContaining({ from: page.id, id: line.id }))
        }
      }
    }),
    { numRuns: 300 },
  )
})
