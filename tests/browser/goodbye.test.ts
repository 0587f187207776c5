import { becomeAdministrator } from './administrator.ts'
import { expectNoFindings } from './axe.ts'
import { expectMovingPicture } from './media.ts'
import { expect, type Person } from './people.ts'
import { expectCallState, joinCall, startVisit } from './visit.ts'
import { planVisit, test, waitBeforeDoor } from './waiting.ts'

test.beforeEach(() => test.setTimeout(90_000))

test('a patient who leaves is asked how it was, answers with scripts off, and joins again', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul', { screen: 'phone' })
  await startVisit(bedside, doctor, paul)
  await paul.page.getByRole('button', { name: 'End call' }).click()
  await expectGoodbye(paul, 'You have left the visit')
  await expectNoFindings(paul, 'a patient who left')

  const plain = await arrive('Paul', { screen: 'phone', scripts: false })
  await plain.context.addCookies(await paul.context.cookies())
  await plain.page.goto(paul.page.url())
  await plain.page.getByRole('button', { name: 'So-so' }).click()
  await expect(plain.page.getByRole('heading', { name: 'Thank you for telling us.' })).toBeVisible()
  await plain.page.getByRole('button', { name: 'Good' }).click()
  await expect(plain.page.getByRole('heading', { name: 'We are glad that it went well' })).toBeVisible()

  await paul.page.reload()
  await expectNoFindings(paul, 'a patient who has answered')
  await paul.page.getByRole('link', { name: 'Join again' }).click()
  await joinCall(paul)
  await expectCallState(paul, 'connected')
  await expectMovingPicture(doctor.page.getByLabel('Remote video'))
})

test('a doctor who ends it for all and their patient each come to a page of their own; the cameras are off @everyday', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul', { screen: 'phone' })
  const { roomId } = await startVisit(bedside, doctor, paul)
  for (const { page } of [doctor, paul]) {
    // What the page knows of its own camera when it goes, written where the next page of the same tab can read it.
    await page.evaluate(() => {
      const own = document.querySelector<HTMLVideoElement>('video[aria-label="Your video"]')
      const [track] = own?.srcObject instanceof MediaStream ? own.srcObject.getVideoTracks() : []
      addEventListener('pagehide', () => sessionStorage.setItem('camera', track?.readyState ?? 'none'))
    })
  }
  await doctor.page.getByRole('button', { name: 'End call' }).click()
  await expectGoodbye(doctor, 'The visit has ended')
  await expectGoodbye(paul, 'The visit has ended')
  for (const { page } of [doctor, paul])
    expect(await page.evaluate(() => sessionStorage.getItem('camera'))).toBe('ended')
  await expect(paul.page.getByText('The doctor ended it. Thank you for coming.')).toBeVisible()
  await expect(paul.page.getByRole('link', { name: 'Join again' })).toHaveCount(0)
  await expect(doctor.page.getByText('It is over for everybody.')).toBeVisible()
  for (const person of [doctor, paul]) await expectNoFindings(person, `the end for ${person.name}`)
  const { data } = await (await doctor.context.request.get(`/api/meetings/${roomId}`)).json()
  expect(data).toMatchObject({ state: 'ended', endReason: 'doctor' })
})

test('a doctor who leaves may come back, or end it for all from the page', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul')
  await startVisit(bedside, doctor, paul)
  await doctor.page.getByRole('button', { name: 'Leave' }).click()
  await expectGoodbye(doctor, 'You have left the visit')
  await expectCallState(paul, 'waiting')
  await expectNoFindings(doctor, 'a doctor who left')
  await doctor.page.getByRole('link', { name: 'Join again' }).click()
  await joinCall(doctor)
  await expectCallState(paul, 'connected')
  await doctor.page.getByRole('button', { name: 'Leave' }).click()
  await doctor.page.getByRole('button', { name: 'End for all' }).click()
  await expectGoodbye(doctor, 'The visit has ended')
  await expectGoodbye(paul, 'The visit has ended')
})

test('a note written during the call is kept as it is written, seen after it, and the next visit is one press away', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const paul = await arrive('Paul')
  const tom = await arrive('Tom')
  const { roomId } = await startVisit(bedside, doctor, paul)
  const next = await planVisit(bedside, { ...doctor, page: await doctor.context.newPage() }, tom)
  await expect(paul.page.getByRole('button', { name: 'Note' })).toHaveCount(0)

  const note = doctor.page.getByRole('region', { name: 'Your note' })
  await doctor.page.getByRole('button', { name: 'Note' }).click()
  await expect(note.getByText('Kept as you write')).toBeVisible()
  await note.getByRole('textbox').fill('Knee better.\nBack in two weeks.')
  await expect(note.getByText('Not kept yet …')).toBeVisible()
  await expect(note.getByText('Kept.', { exact: true })).toBeVisible()
  await expectNoFindings(doctor, 'the note beside the call')
  const answer = await doctor.context.request.get(`/api/meetings/${roomId}/note`)
  expect((await answer.json()).data).toEqual({ is: 'kept', note: 'Knee better.\nBack in two weeks.' })
  await doctor.page.getByRole('button', { name: 'Chat' }).click()
  await expect(note).toHaveCount(0)
  await doctor.page.getByRole('button', { name: 'Note' }).click()
  await expect(note.getByRole('textbox')).toHaveValue('Knee better.\nBack in two weeks.')
  expect(await doctor.page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])

  // The last words are on their way to nobody yet when the call ends.
  await note.getByRole('textbox').fill('Knee better.\nBack in three weeks.')
  await doctor.page.getByRole('button', { name: 'End call' }).click()
  await expectGoodbye(doctor, 'The visit has ended')
  const field = doctor.page.getByRole('textbox')
  await expect(field).toHaveValue('Knee better.\nBack in three weeks.')
  await expect(doctor.page.getByText('Kept, sealed, for you alone.')).toBeVisible()
  await doctor.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await doctor.page.getByRole('button', { name: 'Copy' }).click()
  await expect(doctor.page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await doctor.page.evaluate(() => navigator.clipboard.readText())).toBe('Knee better.\nBack in three weeks.')

  await waitBeforeDoor(tom, next)
  await doctor.page.reload()
  await expect(field).toHaveValue('Knee better.\nBack in three weeks.')
  await expect(doctor.page.getByText(/Tom has been waiting since/)).toBeVisible()
  await expectNoFindings(doctor, 'a doctor whose next patient waits')
  await doctor.page.getByRole('link', { name: 'Go to next visit' }).click()
  await expect(doctor.page.getByText(/You are about to see Tom/)).toBeVisible()
})

test('a note outlives a network that falls with the call: retried, shown in its place, and handed to the page', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada', { expectedErrors: /ERR_INTERNET|WebSocket|Failed to load/ })
  const paul = await arrive('Paul')
  await startVisit(bedside, doctor, paul)
  const note = doctor.page.getByRole('region', { name: 'Your note' })
  await doctor.page.getByRole('button', { name: 'Note' }).click()
  await expect(note.getByText('Kept as you write')).toBeVisible()
  await doctor.context.setOffline(true)
  await note.getByRole('textbox').fill('Written without a line.')
  await expect(note.getByText('Not kept yet: the clinic cannot be reached. We keep trying.')).toBeVisible()
  await doctor.context.setOffline(false)
  await expect(note.getByText('Kept.', { exact: true })).toBeVisible()

  await doctor.context.setOffline(true)
  await doctor.page.getByRole('button', { name: 'End call' }).click()
  await expect(doctor.page.getByText('There is no connection to the clinic just now.')).toBeVisible()
  await note.getByRole('textbox').fill('Written after the end, without a line.')
  await expectNoFindings(doctor, 'an end without a network, with a note')
  await doctor.context.setOffline(false)
  await expectGoodbye(doctor, 'The visit has ended')
  await expect(doctor.page.getByRole('textbox')).toHaveValue('Written after the end, without a line.')
  await expect(doctor.page.getByText('Kept, sealed, for you alone.')).toBeVisible()
  await expectGoodbye(paul, 'The visit has ended')
})

test('whoever hangs up without a network is told so with the telephone, and comes to the page once there is one', async ({
  arrive,
  openClinic,
}) => {
  const clinic = await openClinic({ env: { CLINIC_PHONE: '+1 555 0100' } })
  const doctor = await arrive('Dr. Ada', { expectedErrors: /ERR_INTERNET|WebSocket|Failed to load/ })
  await doctor.page.goto(clinic.doctorUrl)
  await joinCall(doctor)
  await expectCallState(doctor, 'waiting')
  await doctor.context.setOffline(true)
  await doctor.page.getByRole('button', { name: 'End call' }).click()
  await expect(doctor.page.getByText('There is no connection to the clinic just now.')).toBeVisible()
  await expect(doctor.page.getByRole('link', { name: '+1 555 0100' })).toBeVisible()
  await expectNoFindings(doctor, 'an end without a network')
  await doctor.context.setOffline(false)
  // What was asked for without a network is done for certain.
  await expectGoodbye(doctor, 'The visit has ended')
  await doctor.context.close()
})

test('the administrator sees what was said of the visit', async ({ arrive, openClinic }) => {
  const clinic = await openClinic()
  const grace = await arrive('Grace Hopper')
  const paul = await arrive('Paul', { screen: 'phone' })
  await becomeAdministrator(clinic, grace)
  const made = await grace.context.request.post(`${clinic.url}/create-meeting`, { data: { title: 'Knee' } })
  const { roomId, callUrl, invites } = (await made.json()).data
  await grace.page.goto(`${clinic.url}${callUrl}`)
  await joinCall(grace)
  await paul.page.goto(invites[0].url)
  await paul.page.getByLabel('Your name').fill('Paul')
  await paul.page.getByRole('checkbox').check()
  await paul.page.getByRole('button', { name: 'Continue' }).click()
  await joinCall(paul)
  await expectCallState(paul, 'connected')
  await grace.page.getByRole('button', { name: 'End call' }).click()
  await paul.page.getByRole('button', { name: 'Bad' }).click()
  await expect(paul.page.getByRole('heading', { name: 'We are sorry about that' })).toBeVisible()
  await grace.page.goto(`${clinic.url}/admin/meetings/${roomId}`)
  await expect(grace.page.getByText('At the end they found the visit bad.')).toBeVisible()
  await grace.page.goto(`${clinic.url}/admin/meetings`)
  await expect(grace.page.getByText('found the visit bad')).toBeVisible()
  await Promise.all([grace, paul].map(({ context }) => context.close()))
})

async function expectGoodbye(person: Person, title: string): Promise<void> {
  await expect(person.page).toHaveURL(/\/goodbye/)
  await expect(person.page.getByRole('heading', { level: 1, name: title })).toBeVisible()
}
