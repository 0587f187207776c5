import type { RunningBedside } from '../support/processes.ts'
import { expect, type Person } from './people.ts'
import { type CreatedMeeting, createMeeting, expectCallState, inviteOf, joinCall, openInvite } from './visit.ts'

/** Somebody past "Join call" who waits before the door of a visit of their own. */
export async function waitFor(
  bedside: RunningBedside,
  doctor: Person,
  patient: Person,
  some: Partial<Parameters<typeof createMeeting>[2] & object> = {},
): Promise<CreatedMeeting> {
  const meeting = await createMeeting(bedside, doctor, {
    title: `A visit of ${patient.name}`,
    admission: 'by-doctor',
    ...some,
  })
  await openInvite(patient, inviteOf(meeting, 'patient').url)
  await joinCall(patient)
  await expectCallState(patient, 'waiting')
  await expect(patient.page.getByText('The clinic knows that you are here.')).toBeVisible()
  return meeting
}

/** The card of somebody who has arrived, on the doctor's list. */
export function cardOf(doctor: Person, name: string) {
  const desk = doctor.page.getByRole('region', { name: 'Waiting now' })
  return desk.getByRole('listitem').filter({ has: doctor.page.getByRole('heading', { level: 3, name }) })
}

/** The doctor's list, live. */
export async function openDesk(doctor: Person): Promise<void> {
  await doctor.page.goto('/meetings')
  await expect(doctor.page.getByText('This list is live.')).toBeVisible()
}
