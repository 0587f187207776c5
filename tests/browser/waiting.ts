import type { APIRequestContext } from '@playwright/test'
import type { RunningBedside } from '../support/processes.ts'
import { test as base, expect, type Person } from './people.ts'
import { type CreatedMeeting, createMeeting, expectCallState, inviteOf, joinCall, openInvite } from './visit.ts'

type Input = NonNullable<Parameters<typeof createMeeting>[2]>

/** A visit whose door the doctor holds, called after whom it is for. */
export async function planVisit(
  bedside: RunningBedside,
  doctor: Person,
  patient: Person,
  some: Partial<Input> = {},
): Promise<CreatedMeeting> {
  return createMeeting(bedside, doctor, { title: `Visit of ${patient.name}`, admission: 'by-doctor', ...some })
}

/** Through the invite, past "Join call" and into the waiting room. */
export async function waitBeforeDoor(person: Person, meeting: CreatedMeeting, role = 'patient'): Promise<void> {
  await openInvite(person, inviteOf(meeting, role).url)
  await joinCall(person)
  await expectWaiting(person)
}

export async function expectWaiting(person: Person): Promise<void> {
  await expectCallState(person, 'waiting')
  await expect(person.page.getByText('The clinic knows that you are here.')).toBeVisible()
}

export async function expectPlace(person: Person, words: string): Promise<void> {
  await expect(person.page.getByRole('heading', { level: 1, name: words })).toBeVisible()
}

/** "Waiting since 09:31", without for how long. */
export async function sinceOf(person: Person): Promise<string> {
  const said = await person.page.getByText(/^Waiting since \d\d:\d\d/).textContent()
  return (said ?? '').slice(0, 'Waiting since 09:31'.length)
}

/** The card of somebody who has arrived, on the doctor's list. */
export function cardOf(doctor: Person, name: string) {
  const desk = doctor.page.getByRole('region', { name: 'Waiting now' })
  return desk.getByRole('listitem').filter({ has: doctor.page.getByRole('heading', { level: 3, name }) })
}

/**
 * The doctor's list, live. Nothing is looked at before the page stands still: to the browser a look is a touch by the person, and what a
 * page says to somebody who has not touched it yet would depend on which of the two came first.
 */
export async function openDesk(doctor: Person): Promise<void> {
  await doctor.page.goto('/meetings', { waitUntil: 'networkidle' })
  await expect(doctor.page.getByText('This list is live.')).toBeVisible()
}

/** "Admit" on the card, and onto the call page's lobby. */
export async function admitFromDesk(doctor: Person, name: string): Promise<void> {
  await cardOf(doctor, name)
    .getByRole('button', { name: `Admit ${name}` })
    .click()
  await expect(doctor.page).toHaveURL(/\/call\//)
}

/**
 * The next test begins with nobody there: places are counted over all visits of a doctor, and tests share one. It is set up before anybody
 * arrives, so that visits are ended once they have closed their browsers: a page whose visit ends goes on to another one, and a browser that
 * is closed in the middle of that hangs now and then.
 */
export const test = base.extend<{ endsVisits: undefined }>({
  endsVisits: [
    async ({ bedside, request }, use) => {
      await use(undefined)
      await endAllVisits(bedside, request)
    },
    { auto: true },
  ],
})

async function endAllVisits(bedside: RunningBedside, request: APIRequestContext): Promise<void> {
  await request.get(bedside.doctorUrl)
  const { data } = await (await request.get(`${bedside.url}/api/meetings`)).json()
  const { meetings }: { meetings: { roomId: string; state: string }[] } = data
  for (const { roomId, state } of meetings) {
    if (state !== 'ended' && state !== 'scheduled') {
      expect((await request.post(`${bedside.url}/api/meetings/${roomId}/end`, { data: {} })).ok()).toBe(true)
    }
  }
}

/**
 * As when a telephone call comes: the page is in the background and its scripts stand still, until they are let go again. Browsers without a
 * screen never hide a page themselves, so it is told what a telephone would tell it.
 */
export async function takeTelephoneCall({ context, page }: Person): Promise<{ hangUp: () => Promise<void> }> {
  const devtools = await context.newCDPSession(page)
  const show = (hidden: boolean) =>
    page.evaluate((isHidden) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)
  await show(true)
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' })
  return {
    async hangUp() {
      await devtools.send('Page.setWebLifecycleState', { state: 'active' })
      await show(false)
      await devtools.detach()
    },
  }
}
