import { expect, test } from 'vitest'
import type { DeskAct } from '../../../src/desk/core/desk-act.ts'
import { performAct } from '../../../src/desk/desk-calls.ts'
import { PAUL } from '../../support/call-messages.ts'

const ABOUT = { roomId: 'rrrrrrrrrrrr', participantId: PAUL }
const PERSON = `/api/meetings/rrrrrrrrrrrr/people/${PAUL}`

async function ask(act: DeskAct, answer: Response | Error = Response.json({ success: true, data: {} })) {
  const asked: unknown[] = []
  const done = await performAct(
    async (input, init) => {
      asked.push([String(input), JSON.parse(String(init?.body))])
      if (answer instanceof Error) throw answer
      return answer
    },
    ABOUT,
    act,
  )
  return { asked: asked[0], done }
}

test('each act is its own request', async () => {
  expect((await ask({ act: 'admit' })).asked).toEqual([`${PERSON}/admit`, {}])
  expect((await ask({ act: 'hold' })).asked).toEqual([`${PERSON}/hold`, {}])
  expect((await ask({ act: 'say', word: 'unmute' })).asked).toEqual([`${PERSON}/tell`, { word: 'unmute' }])
  expect((await ask({ act: 'write', text: 'Soon.' })).asked).toEqual([`${PERSON}/tell`, { text: 'Soon.' }])
  expect((await ask({ act: 'move', to: 'aaaaaaaaaaaa' })).asked).toEqual([
    '/api/meetings/rrrrrrrrrrrr/move',
    { doctor: 'aaaaaaaaaaaa' },
  ])
})

test('what went wrong is told in a sentence: the API’s own, the field’s first', async () => {
  const refused = (status: number, error: object) => Response.json({ success: false, error }, { status })
  const gone = await ask({ act: 'admit' }, refused(409, { code: 'not-waiting', message: 'Not waiting.' }))
  expect(gone.done).toEqual({ ok: false, sentence: 'Not waiting.' })
  const field = refused(422, { code: 'invalid-input', message: 'Look.', fields: { text: 'Shorter, please.' } })
  expect((await ask({ act: 'write', text: 'x' }, field)).done).toEqual({ ok: false, sentence: 'Shorter, please.' })
})

test('a session or a line that is gone is told apart', async () => {
  const signedOut = await ask({ act: 'admit' }, Response.json({}, { status: 401 }))
  const offline = await ask({ act: 'admit' }, new TypeError('offline'))
  const gateway = await ask({ act: 'admit' }, new Response('<html>', { status: 502 }))
  expect(signedOut.done).toMatchObject({ ok: false, sentence: expect.stringContaining('signed out') })
  for (const { done } of [offline, gateway]) {
    expect(done).toMatchObject({ ok: false, sentence: expect.stringContaining('could not be reached') })
  }
})
