import type { RunningBedside } from '../support/processes.ts'
import { test as base, expect } from './people.ts'
import { expectCallState, joinCall, openInvite } from './visit.ts'

const PHONE = '+1 555 0100'
const LINK = 'tel:+15550100'

const test = base.extend<{ clinic: RunningBedside }>({
  clinic: async ({ openClinic }, use) => use(await openClinic({ env: { CLINIC_PHONE: PHONE } })),
})

test('a patient whose camera is blocked finds the number beside what to press', async ({ arrive, clinic }) => {
  const patient = await arrive('Paul', { permission: 'denied', screen: 'phone' })
  await openInvite(patient, clinic.patientUrl)
  const trouble = patient.page.locator('.alert')
  await expect(trouble.getByRole('link', { name: PHONE })).toHaveAttribute('href', LINK)
})

test('a patient in a visit whose clinic falls silent finds the number at once', async ({ arrive, clinic }) => {
  const patient = await arrive('Paul', { screen: 'phone', expectedErrors: /WebSocket|Failed to load/ })
  await openInvite(patient, clinic.patientUrl)
  await joinCall(patient)
  await expectCallState(patient, 'waiting')
  await expect(patient.page.getByRole('link', { name: PHONE })).toHaveCount(0)
  await clinic.signaling.kill()
  await expectCallState(patient, 'reconnecting')
  await expect(patient.page.getByRole('link', { name: PHONE })).toHaveAttribute('href', LINK)
})

test('a patient whose invitation was withdrawn finds the number where the visit ended for them', async ({
  arrive,
  clinic,
}) => {
  const doctor = await arrive('Dr. Ada')
  const patient = await arrive('Paul', { screen: 'phone' })
  await doctor.page.goto(clinic.doctorUrl)
  const roomId = new URL(doctor.page.url()).pathname.split('/').at(-1) ?? ''
  await openInvite(patient, clinic.patientUrl)
  await joinCall(patient)
  await expectCallState(patient, 'waiting')
  const { data } = await (await doctor.context.request.get(`${clinic.url}/api/meetings/${roomId}`)).json()
  const { participantId } = data.participants.find(({ role }: { role: string }) => role === 'patient')
  await doctor.context.request.post(`${clinic.url}/api/meetings/${roomId}/invites`, { data: { participantId } })
  await doctor.page.close()
  await expectCallState(patient, 'ended')
  await expect(patient.page.getByRole('main').getByRole('link', { name: PHONE })).toHaveAttribute('href', LINK)
})
