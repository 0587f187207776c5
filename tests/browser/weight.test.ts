import type { Page } from '@playwright/test'
import { startBedside } from '../support/processes.ts'
import { adminPaths, becomeAdministrator, fillClinic } from './administrator.ts'
import { expect, test } from './people.ts'
import { planVisit } from './plan-visit.ts'
import { createMeeting, inviteOf, openInvite } from './visit.ts'

const KB = 1024
const CALL_PAGE = 45 * KB
const TEST_PAGE = 30 * KB
const OTHER_PAGE = 14 * KB

interface Transfer {
  bytes: number
  hosts: string[]
}

/**
 * What the browser really transferred for a first visit: every response's headers and body as they came over the wire. What is sent to and fro
 * to measure a line is as much as the line carries, and no weight of the page.
 */
async function transferOf(page: Page, visit: () => Promise<unknown>): Promise<Transfer> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
  let bytes = 0
  const hosts = new Set<string>()
  const measuring = new Set<string>()
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!measuring.has(requestId)) bytes += encodedDataLength
  })
  devtools.on('Network.requestWillBeSent', ({ request, requestId }) => {
    if (request.url.endsWith('/api/check/echo')) measuring.add(requestId)
    if (/^(https?|wss?):/.test(request.url)) hosts.add(new URL(request.url).host)
  })
  await visit()
  await page.waitForLoadState('networkidle')
  await devtools.detach()
  return { bytes, hosts: [...hosts] }
}

test('every page but the call is at most 14 KB in all, nothing from third parties', async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const meeting = await createMeeting(bedside, doctor)
  const weights: Record<string, number> = {}
  for (const path of [
    '/',
    '/join',
    '/sign-in',
    '/setup',
    '/meetings',
    '/meetings/new',
    `/meetings/${meeting.roomId}`,
  ]) {
    const { bytes, hosts } = await transferOf(doctor.page, () => doctor.page.goto(path))
    weights[path] = bytes
    expect(hosts, path).toEqual([new URL(bedside.url).host])
    expect(bytes, path).toBeLessThanOrEqual(OTHER_PAGE)
    expect(bytes, path).toBeGreaterThan(1 * KB)
  }
  console.log('weights in bytes', weights)
})

test("a meeting's page with two fresh invites, their QR pictures and Arabic letters is at most 14 KB in all too", async ({
  bedside,
  arrive,
}) => {
  const doctor = await arrive('Dr. Ada')
  await planVisit(doctor, bedside.doctorUrl)
  await expect(doctor.page.getByRole('img', { name: /QR picture/ })).toHaveCount(2)
  const { bytes } = await transferOf(doctor.page, () => doctor.page.reload())
  console.log('page with two invites in bytes', bytes)
  expect(bytes).toBeLessThanOrEqual(OTHER_PAGE)
})

test("the administrator's pages are at most 14 KB in all too, with 50 meetings on a page", async ({ arrive }) => {
  const clinic = await startBedside()
  try {
    const admin = await arrive('Grace Hopper')
    await becomeAdministrator(clinic, admin)
    const [roomId = ''] = await fillClinic(clinic, admin, 60)
    const weights: Record<string, number> = {}
    for (const path of adminPaths(roomId)) {
      const { bytes, hosts } = await transferOf(admin.page, () => admin.page.goto(`${clinic.url}${path}`))
      weights[path] = bytes
      expect(hosts, path).toEqual([new URL(clinic.url).host])
      expect(bytes, path).toBeLessThanOrEqual(OTHER_PAGE)
    }
    console.log('weights in bytes', weights)
  } finally {
    await clinic.stop()
  }
})

test('the page that tries everything out is at most 30 KB in all, the test begun, nothing from third parties', async ({
  bedside,
  arrive,
}) => {
  const paul = await arrive('Paul', { screen: 'phone' })
  const { bytes, hosts } = await transferOf(paul.page, async () => {
    await paul.page.goto('/test')
    await paul.page.getByRole('button', { name: 'Start the test' }).click()
    await expect(paul.page.getByText('Your connection is good')).toBeVisible()
  })
  console.log('/test in bytes', bytes)
  expect(hosts).toEqual([new URL(bedside.url).host])
  expect(bytes).toBeLessThanOrEqual(TEST_PAGE)
  expect(bytes).toBeGreaterThan(5 * KB)
})

test("the patient's call page is at most 45 KB in all, nothing from third parties", async ({ bedside, arrive }) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul', { screen: 'phone' })
  const meeting = await createMeeting(bedside, doctor)
  await openInvite(patient, inviteOf(meeting, 'patient').url)
  const { bytes, hosts } = await transferOf(patient.page, async () => {
    await patient.page.reload()
    await expect(patient.page.getByText('Your connection is good')).toBeVisible()
    await patient.page.getByRole('button', { name: 'Join call' }).click()
    await expect(patient.page.getByRole('status').first()).toContainText(/./)
  })
  console.log('call page in bytes', bytes)
  expect(hosts).toEqual([new URL(bedside.url).host])
  expect(bytes).toBeLessThanOrEqual(CALL_PAGE)
  expect(bytes).toBeGreaterThan(5 * KB)
})
