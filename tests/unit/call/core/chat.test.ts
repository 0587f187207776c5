import { expect, test } from 'vitest'
import type { ServerMessageOf } from '../../../../signaling/contract/server-messages.ts'
import { type ChatEvent, type ChatLog, EMPTY_CHAT, stepChat } from '../../../../src/call/core/chat.ts'
import { ADA, INES, PAUL } from '../../../support/call-messages.ts'

const written = (id: string, lineIsOpen = true): ChatEvent => ({
  type: 'written',
  id,
  text: `text ${id}`,
  lineIsOpen,
  others: [PAUL, INES],
})
const message = (from: string, id: string): ServerMessageOf<'chat-message'> => ({
  type: 'chat-message',
  from,
  id,
  text: `text ${id}`,
  at: 1,
})
const said = (from: string, id: string): ChatEvent => ({ type: 'said', message: message(from, id), you: ADA })

function run(...events: ChatEvent[]) {
  let log: ChatLog = EMPTY_CHAT
  let send: ReturnType<typeof stepChat>['send'] = []
  for (const event of events) ({ log, send } = stepChat(log, event))
  return { log, send }
}

test('a line of ours goes from pending to sent to delivered, by each who has it', () => {
  expect(run(written('1')).send).toEqual([{ type: 'chat-message', id: '1', text: 'text 1' }])
  expect(run(written('1')).log.lines).toMatchObject([{ progress: { is: 'pending' } }])
  expect(run(written('1'), said(ADA, '1')).log.lines).toMatchObject([{ progress: { is: 'sent' } }])
  const delivered = (by: string): ChatEvent => ({ type: 'chat-delivered', id: '1', by })
  expect(
    run(written('1'), said(ADA, '1'), delivered(PAUL), delivered(PAUL), delivered(INES), said(ADA, '1')).log.lines,
  ).toMatchObject([{ progress: { is: 'delivered', by: [PAUL, INES] } }])
})

test('a line of theirs stands there once however often it came, and is confirmed each time', () => {
  const { log, send } = run(said(PAUL, '1'), said(PAUL, '1'))
  expect(log.lines).toEqual([{ author: 'other', id: '1', from: PAUL, text: 'text 1', at: 1 }])
  expect(send).toEqual([{ type: 'chat-received', id: '1', from: PAUL }])
})

test('who was away gets what they missed when they are back, they alone, and not what they have', () => {
  const back: ChatEvent = { type: 'came-back', who: PAUL }
  const delivered: ChatEvent = { type: 'chat-delivered', id: '1', by: PAUL }
  expect(run(written('1'), said(ADA, '1'), back).send).toEqual([
    { type: 'chat-message', id: '1', text: 'text 1', to: PAUL },
  ])
  expect(run(written('1'), said(ADA, '1'), delivered, back).send).toEqual([])
  expect(run(written('1'), said(ADA, '1'), delivered, { type: 'came-back', who: INES }).send).toHaveLength(1)
  expect(run(written('1'), said(ADA, '1'), { type: 'came-back', who: '0000000000zz' }).send).toEqual([])
})

test('lines of different authors with the same id are two lines', () => {
  expect(run(said(PAUL, '1'), said(INES, '1'), written('1')).log.lines).toHaveLength(3)
})

test('what was written while the line was down is sent once it is back, and what was confirmed is not', () => {
  expect(run(written('1', false)).send).toEqual([])
  const { send } = run(written('1'), said(ADA, '1'), written('2', false), written('3'), { type: 'line-is-back' })
  expect(send).toEqual([
    { type: 'chat-message', id: '2', text: 'text 2' },
    { type: 'chat-message', id: '3', text: 'text 3' },
  ])
})
