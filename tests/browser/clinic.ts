import type { RunningBedside } from '../support/processes.ts'
import { expect, type Person } from './people.ts'

/** An account for another doctor, made by whoever is the clinic's administrator, and the doctor signed in with it. */
export async function addDoctor(clinic: RunningBedside, admin: Person, doctor: Person, name: string): Promise<void> {
  const data = { name, signInName: name.toLowerCase().replace(/\W/g, ''), roles: ['doctor'] }
  const made = await admin.context.request.post(`${clinic.url}/api/admin/people`, { data })
  expect(made.status(), await made.text()).toBe(201)
  const { password } = (await made.json()).data
  const signedIn = await doctor.context.request.post(`${clinic.url}/api/sign-in`, {
    data: { signInName: data.signInName, password },
  })
  expect(signedIn.ok()).toBe(true)
}
