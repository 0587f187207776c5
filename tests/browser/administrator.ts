import type { RunningBedside } from '../support/processes.ts'
import { expect, type Person } from './people.ts'

export const ADMIN_PASSWORD = 'correct horse battery'

/** Makes the first administrator of a new clinic, who is signed in from then on: by the API, where a test is about what comes after. */
export async function becomeAdministrator(clinic: RunningBedside, { context, name }: Person): Promise<void> {
  const data = {
    code: clinic.firstTry?.administratorCode ?? '',
    name,
    signInName: 'grace',
    password: ADMIN_PASSWORD,
  }
  const response = await context.request.post(`${clinic.url}/api/set-up`, { data })
  expect(response.status(), await response.text()).toBe(201)
}

/** So many meetings of the administrator's own, every third one ended. */
export async function fillClinic(clinic: RunningBedside, { context }: Person, count: number): Promise<string[]> {
  const rooms: string[] = []
  for (let at = 0; at < count; at += 1) {
    const made = await context.request.post(`${clinic.url}/create-meeting`, { data: { title: `Check-up ${at + 1}` } })
    expect(made.status()).toBe(201)
    const { roomId } = (await made.json()).data
    if (at % 3 === 0) await context.request.post(`${clinic.url}/api/meetings/${roomId}/end`, { data: {} })
    rooms.push(roomId)
  }
  return rooms
}

export function adminPaths(roomId: string): string[] {
  return [
    '/admin',
    '/admin/meetings',
    `/admin/meetings/${roomId}`,
    '/admin/people',
    '/admin/audit',
    '/admin/system',
    '/password',
    '/privacy',
  ]
}
