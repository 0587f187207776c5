import type { RouteData, RouteInput } from '../../signaling/contract/routes.ts'
import type { RunningBedside } from '../support/processes.ts'
import { expect, type Person } from './people.ts'

export type CreatedMeeting = RouteData<'createMeeting'>
type GuestRole = NonNullable<RouteInput<'createMeeting'>['guests']>[number]

/**
 * The doctor signs in (as the sample doctor of a new installation) and creates a meeting through the API. No page is opened for it: one that
 * asks for devices counts as touched by the person, and so may the page after it.
 */
export async function createMeeting(
  bedside: RunningBedside,
  doctor: Person,
  input: RouteInput<'createMeeting'> = { title: 'A visit' },
): Promise<CreatedMeeting> {
  await doctor.context.request.get(bedside.doctorUrl)
  const response = await doctor.context.request.post('/create-meeting', { data: input })
  expect(response.status()).toBe(201)
  const { data } = await response.json()
  return data
}

/** The invite's link, its form, and onto the call page: what a patient or guest does first. */
export async function openInvite(person: Person, url: string): Promise<void> {
  await person.page.goto(url)
  await fillInvite(person)
}

/** The same, where the link is open already. */
export async function fillInvite(person: Person): Promise<void> {
  await person.page.getByLabel('Your name').fill(person.name)
  await person.page.getByRole('checkbox').check()
  await person.page.getByRole('button', { name: 'Continue' }).click()
  await expect(person.page).toHaveURL(/\/call\//)
}

export async function joinCall(person: Person): Promise<void> {
  await person.page.getByRole('button', { name: 'Join call' }).click()
}

/** A doctor and a patient in a call of their own, both past "Join call". */
export async function startVisit(bedside: RunningBedside, doctor: Person, patient: Person): Promise<CreatedMeeting> {
  const meeting = await createMeeting(bedside, doctor)
  await doctor.page.goto(meeting.callUrl)
  await joinCall(doctor)
  await openInvite(patient, inviteOf(meeting, 'patient').url)
  await joinCall(patient)
  await expectCallState(doctor, 'connected')
  await expectCallState(patient, 'connected')
  return meeting
}

/**
 * The same with guests, who come after the patient and one after the other; null: invited, and not there yet. Each who came is connected and
 * has a picture of each other one, moving or not.
 */
export async function startVisitOfSeveral(
  bedside: RunningBedside,
  doctor: Person,
  patient: Person,
  guests: readonly (readonly [GuestRole, Person | null])[],
): Promise<CreatedMeeting> {
  const meeting = await createMeeting(bedside, doctor, { title: 'Several of us', guests: guests.map(([role]) => role) })
  await doctor.page.goto(meeting.callUrl)
  await joinCall(doctor)
  const there = [doctor]
  for (const [role, person] of [['patient', patient] as const, ...guests]) {
    if (person === null) continue
    await openInvite(person, inviteOf(meeting, role).url)
    await joinCall(person)
    there.push(person)
  }
  for (const person of there) {
    await expectCallState(person, 'connected')
    await expect(person.page.getByLabel(/Remote video/)).toHaveCount(there.length - 1)
  }
  return meeting
}

export function inviteOf(meeting: CreatedMeeting, role: string): CreatedMeeting['invites'][number] {
  const invite = meeting.invites.find((candidate) => candidate.role === role)
  if (!invite) throw new Error(`no invite for ${role}`)
  return invite
}

/** The call's phase as the page carries it for styling and tests; the sentence in role=status says it to people. It ends on a page of its own. */
export async function expectCallState(person: Person, phase: string): Promise<void> {
  if (phase === 'ended') await expect(person.page).toHaveURL(/\/goodbye/)
  await expect(person.page.locator(`[data-phase="${phase}"]`)).toBeVisible()
}
