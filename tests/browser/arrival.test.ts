import { expectMovingPicture, expectSilence, expectSound } from './media.ts'
import { holdCheck, keptVerdict, slowLine } from './network.ts'
import { expect, test } from './people.ts'
import { createMeeting, expectCallState, inviteOf, joinCall, openInvite } from './visit.ts'

test('on a good line the patient is told so within eight seconds, and the verdict is kept with the visit', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul', { screen: 'phone' })
  const meeting = await createMeeting(bedside, doctor)
  const kept = keptVerdict(patient)
  const goOn = await holdCheck(patient)
  await openInvite(patient, inviteOf(meeting, 'patient').url)
  await expect(patient.page.getByText('Testing your connection')).toBeVisible()
  goOn()
  await expect(patient.page.getByText('Your connection is good.')).toBeVisible({ timeout: 8_000 })
  expect(await kept).toBe('video')
})

for (const [kbps, verdict, sentence] of [
  [90, 'sound-only', 'good for talking, but slow for pictures'],
  [15, 'text-only', 'too slow for a call'],
] as const) {
  test(`on a line of ${kbps} kbit/s the verdict is ${verdict}, with what to do about it`, async ({
    bedside,
    arrive,
  }) => {
    const doctor = await arrive('Dr. Ada')
    const patient = await arrive('Paul', { screen: 'phone' })
    const meeting = await createMeeting(bedside, doctor)
    const before = keptVerdict(patient)
    await openInvite(patient, inviteOf(meeting, 'patient').url)
    expect(await before).toBe('video')
    const kept = keptVerdict(patient)
    await slowLine(patient, kbps)
    await patient.page.evaluate(() => dispatchEvent(new Event('online')))
    await expect(patient.page.getByText(sentence)).toBeVisible()
    await expect(patient.page.getByText('Go nearer to your Wi-Fi box')).toBeVisible()
    await expect(patient.page.getByRole('button', { name: 'Test again' })).toBeVisible()
    expect(await kept).toBe(verdict)
  })
}

test('without a connection the patient is told so, and tested again when it is back', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul', { expectedErrors: /ERR_INTERNET_DISCONNECTED|WebSocket connection/ })
  const meeting = await createMeeting(bedside, doctor)
  await openInvite(patient, inviteOf(meeting, 'patient').url)
  await expect(patient.page.getByText('connection is good')).toBeVisible()
  await patient.context.setOffline(true)
  await patient.page.evaluate(() => dispatchEvent(new Event('online')))
  await expect(patient.page.getByText('Your device has no connection just now.')).toBeVisible()
  await patient.context.setOffline(false)
  await expect(patient.page.getByText('connection is good')).toBeVisible()
})

test('whoever joins while their line is tested has it for themselves at once', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul')
  const meeting = await createMeeting(bedside, doctor)
  await openInvite(patient, inviteOf(meeting, 'patient').url)
  await slowLine(patient, 200)
  await patient.page.waitForRequest((one) => one.url().endsWith('/api/check/echo'))
  await joinCall(patient)
  await expectCallState(patient, 'waiting')
  const later: string[] = []
  patient.page.on('request', (one) => later.push(one.url()))
  await doctor.page.goto(meeting.callUrl)
  await joinCall(doctor)
  await expectCallState(patient, 'connected')
  await expectMovingPicture(patient.page.getByLabel('Remote video'))
  expect(later.filter((url) => url.includes('check'))).toEqual([])
})

test('a patient who chooses to join without picture is heard and not seen, and their camera is off', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul', { screen: 'phone' })
  const meeting = await createMeeting(bedside, doctor)
  await doctor.page.goto(meeting.callUrl)
  await joinCall(doctor)
  await openInvite(patient, inviteOf(meeting, 'patient').url)
  await patient.page.getByRole('radio', { name: 'Without my picture' }).check()
  await expect(patient.page.getByText('Your camera is off')).toBeVisible()
  await joinCall(patient)
  await expectCallState(patient, 'connected')
  await expectSound(doctor.page)
  await expect(doctor.page.getByText('Camera off').first()).toBeVisible()
  await expectMovingPicture(patient.page.getByLabel('Remote video'))
  await patient.page.getByRole('button', { name: 'Turn camera on' }).click()
  await expectMovingPicture(doctor.page.getByLabel('Remote video'))
})

test('a patient who chooses to join without both sees and hears, and can bring either in later', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul')
  const meeting = await createMeeting(bedside, doctor)
  await doctor.page.goto(meeting.callUrl)
  await joinCall(doctor)
  await openInvite(patient, inviteOf(meeting, 'patient').url)
  await patient.page.getByRole('radio', { name: 'Without both' }).check()
  await joinCall(patient)
  await expectCallState(patient, 'connected')
  await expectMovingPicture(patient.page.getByLabel('Remote video'))
  await expectSound(patient.page)
  await expect(doctor.page.getByText('No microphone')).toBeVisible()
  await expectSilence(doctor.page)
  await patient.page.getByRole('button', { name: 'Unmute' }).click()
  await expectSound(doctor.page)
})

test('a choice of how to join follows what is switched by the buttons under the picture', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const meeting = await createMeeting(bedside, doctor)
  await doctor.page.goto(meeting.callUrl)
  await expect(doctor.page.getByRole('radio', { name: 'With my picture and my sound' })).toBeChecked()
  await doctor.page.getByRole('button', { name: 'Turn camera off' }).click()
  await expect(doctor.page.getByRole('radio', { name: 'Without my picture' })).toBeChecked()
  await doctor.page.getByRole('radio', { name: 'With my picture and my sound' }).check()
  await expectMovingPicture(doctor.page.getByLabel('Your video'))
})

test('a microphone that brings nothing is noticed, and what to look for is said', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul', { microphone: 'silent', screen: 'phone' })
  const meeting = await createMeeting(bedside, doctor)
  await openInvite(patient, inviteOf(meeting, 'patient').url)
  // Browsers let a page listen after the first touch only.
  await patient.page.getByRole('heading', { level: 1 }).click()
  await expect(patient.page.getByText('Say something')).toBeVisible()
  await expect(patient.page.getByText('We hear nothing from your microphone')).toBeVisible()
  await expect(patient.page.getByText('on the headset')).toBeVisible()
  await patient.page.getByRole('button', { name: 'Mute', exact: true }).click()
  await expect(patient.page.getByText('We hear nothing from your microphone')).toHaveCount(0)
  await expect(patient.page.getByText('You are muted.')).toBeVisible()
})

test('a microphone that works is said to be heard', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const meeting = await createMeeting(bedside, doctor)
  await doctor.page.goto(meeting.callUrl)
  await doctor.page.getByRole('heading', { level: 1 }).click()
  await expect(doctor.page.getByText('We can hear you.')).toBeVisible()
})

test('the speaker plays two tones when asked, and whoever hears nothing is told what to try', async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  const meeting = await createMeeting(bedside, doctor)
  await doctor.page.goto(meeting.callUrl)
  const devtools = await doctor.context.newCDPSession(doctor.page)
  let tones = 0
  devtools.on('WebAudio.audioNodeCreated', ({ node }) => {
    if (node.nodeType === 'Oscillator') tones += 1
  })
  await devtools.send('WebAudio.enable')
  await doctor.page.getByRole('button', { name: 'Play a sound' }).click()
  await expect.poll(() => tones).toBe(2)
  await doctor.page.getByRole('button', { name: 'I hear nothing' }).click()
  await expect(doctor.page.getByText('Turn the sound up')).toBeVisible()
  await doctor.page.getByRole('button', { name: 'Play it again' }).click()
  await doctor.page.getByRole('button', { name: 'I hear it' }).click()
  await expect(doctor.page.getByText('You will hear the others')).toBeVisible()
})
