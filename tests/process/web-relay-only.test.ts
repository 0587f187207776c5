import { afterAll, beforeAll, expect, test } from 'vitest'
import { type StandIn, standInForSignaling, success } from '../support/stand-in-signaling.ts'
import { type RunningWeb, startWeb } from '../support/web-alone.ts'

/** A clinic whose new meetings go through the relay unless the doctor says otherwise. */

const RELAY = { RELAY_ONLY: 'true', TURN_URLS: 'turn:t.example', TURN_SECRET: 'sixteen letters..' }
const BOX = /<input type="checkbox" name="relayOnly"[^>]*>/

let signaling: StandIn
let web: RunningWeb

beforeAll(async () => {
  signaling = await standInForSignaling()
  signaling.answer = (_request, response) =>
    success(response, { accountId: '0123456789ab', name: 'Ada', roles: ['doctor'], sample: false })
  web = await startWeb(signaling.port, RELAY)
})
afterAll(async () => {
  await web.stop()
  await signaling.stop()
})

const newMeeting = (form?: Record<string, string>) =>
  fetch(`http://localhost:${web.port}/meetings/new`, {
    headers: { cookie: 'session=s', origin: `http://localhost:${web.port}` },
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  }).then((response) => response.text())

test('the form begins with the box ticked', async () => {
  expect(BOX.exec(await newMeeting())?.[0]).toMatch(/ checked/)
})

test('a box that the doctor cleared stays clear when the form is shown again', async () => {
  const again = await newMeeting({ title: '' })
  expect(again).toContain('Please give the visit a title.')
  expect(BOX.exec(again)?.[0]).not.toMatch(/ checked/)
})
