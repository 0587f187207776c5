import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMIN_ROUTES } from '../../signaling/contract/admin-routes.ts'
import { PROTOCOL_VERSION } from '../../signaling/contract/limits.ts'
import type { RouteName } from '../../signaling/contract/routes.ts'
import { type ApiClient, createApiClient } from '../support/api-client.ts'
import { type Clinic, PASSWORD, startClinic } from '../support/clinic.ts'
import { openSignaling } from '../support/signaling-client.ts'

let clinic: Clinic
let marsh: ApiClient
let okafor: ApiClient
beforeAll(async () => {
  clinic = await startClinic()
  marsh = await clinic.signedIn('marsh')
  okafor = await clinic.signedIn('okafor')
})
afterAll(() => clinic.stop())

const NAMES = Object.entries(ADMIN_ROUTES)
  .filter(([, route]) => route.for === 'admin')
  .map(([name]) => name as RouteName)
const NOWHERE = { roomId: '000000000000', accountId: '000000000000' }

async function idOf(signInName: string): Promise<string> {
  const { people } = await marsh.data('adminPeople')
  return people.find((person) => person.signInName === signInName)?.accountId ?? ''
}

describe.each(NAMES)('%s', (name) => {
  const asked = { params: NOWHERE, input: { nonsense: true } }

  test('is closed to strangers and to doctors, whatever they send', async () => {
    expect(await createApiClient(clinic.url).call(name, asked)).toMatchObject({
      status: 401,
      error: { code: 'not-signed-in' },
    })
    expect(await okafor.call(name, asked)).toMatchObject({ status: 403, error: { code: 'not-allowed' } })
  })

  test('tells an administrator what is wrong with the input', async () => {
    expect(await marsh.call(name, asked)).toMatchObject({ status: 422, error: { code: 'invalid-input' } })
  })
})

describe('an administrator', () => {
  test('adds a doctor, who signs in with the password they are handed and changes it', async () => {
    const input = { name: 'Noor', signInName: 'noor', roles: ['doctor'] }
    const { person, password } = await marsh.data('adminAddPerson', { input })
    expect(person).toMatchObject({ signInName: 'noor', disabled: false })
    const noor = createApiClient(clinic.url)
    await noor.data('signIn', { input: { signInName: 'noor', password } })
    await noor.data('changePassword', { input: { current: password, next: 'a password of her own' } })
    expect((await noor.call('account')).status).toBe(200)
    const again = createApiClient(clinic.url)
    expect((await again.call('signIn', { input: { signInName: 'noor', password } })).status).toBe(401)
    await again.data('signIn', { input: { signInName: 'noor', password: 'a password of her own' } })
    expect(await marsh.call('adminAddPerson', { input })).toMatchObject({ status: 409, error: { code: 'name-taken' } })
  })

  test('sees a meeting in the list and on its own, and ends it; the doctor in it is told', async () => {
    const { roomId } = await okafor.data('createMeeting', { input: { title: 'Check-up' } })
    const doctor = await joined(okafor, roomId)
    const { meetings } = await marsh.data('adminMeetings', { input: { doctor: await idOf('okafor') } })
    expect(meetings[0]).toMatchObject({ roomId, title: 'Check-up', doctor: { name: 'Dr. Amara Okafor' } })
    expect((await marsh.data('adminOverview')).now).toEqual({ rooms: 1, people: 1 })
    expect(await marsh.data('adminMeeting', { params: { roomId } })).toMatchObject({ roomId, state: 'waiting' })
    expect(await marsh.data('adminEndMeeting', { params: { roomId } })).toMatchObject({
      state: 'ended',
      endReason: 'administrator',
      outcome: 'nobody-came',
    })
    expect(await doctor.next('call-ended')).toMatchObject({ by: 'administrator' })
    expect((await doctor.closed).reason).toBe('ended')
    expect(await okafor.data('meeting', { params: { roomId } })).toMatchObject({ endReason: 'administrator' })
    const today = (await marsh.data('adminOverview')).days.at(-1)
    expect(today).toMatchObject({ meetings: 1, nobodyCame: 1 })
    expect((await marsh.call('adminMeeting', { params: NOWHERE })).status).toBe(404)
  })

  test('looks at the system', async () => {
    const { store, audit, memoryBytes, version } = await marsh.data('adminSystem')
    expect(store).toEqual({ kind: 'embedded', writable: true, probe: null })
    expect(audit.brokenAt).toBeNull()
    expect(audit.lines).toBeGreaterThan(0)
    expect(memoryBytes).toBeGreaterThan(1_000_000)
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  test('finds each of these in the trail', async () => {
    const { lines } = await marsh.data('adminAudit')
    expect(new Set(lines.map(({ action }) => action))).toEqual(
      new Set([
        'person-created',
        'password-changed',
        'meetings-listed',
        'meeting-ended',
        'system-checked',
        'audit-read',
      ]),
    )
    expect(lines.every(({ actor }) => actor?.name === 'Ada Marsh' || actor?.name === 'Noor')).toBe(true)
    expect(JSON.stringify(lines)).not.toMatch(/Check-up|password of|okafor/i)
  })
})

describe('[R3] the socket of a doctor in a call', () => {
  test('closes within a second of their being disabled, and nothing opens again', async () => {
    const lindqvist = await clinic.signedIn('lindqvist')
    const { roomId } = await lindqvist.data('createMeeting', { input: { title: 'Check-up' } })
    const doctor = await joined(lindqvist, roomId)
    const { resumeSecret } = doctor.heard.find((message) => message.type === 'joined') ?? { resumeSecret: '' }
    const { ticket } = await lindqvist.data('ticket', { params: { roomId } })
    const start = performance.now()
    await marsh.data('adminChangePerson', {
      params: { accountId: await idOf('lindqvist') },
      input: { disabled: true },
    })
    expect((await doctor.closed).reason).toBe('removed')
    expect(performance.now() - start).toBeLessThan(1_000)

    expect((await lindqvist.call('ticket', { params: { roomId } })).status).toBe(401)
    const withTicket = await openSignaling(clinic.url)
    withTicket.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'computer' })
    expect((await withTicket.closed).reason).toBe('ticket-refused')
    const withSecret = await openSignaling(clinic.url)
    withSecret.say({ type: 'resume', version: PROTOCOL_VERSION, secret: resumeSecret, heard: 0 })
    expect((await withSecret.closed).reason).toBe('resume-refused')
    const signIn = { input: { signInName: 'lindqvist', password: PASSWORD } }
    expect((await createApiClient(clinic.url).call('signIn', signIn)).status).toBe(401)
  })

  test('closes within a second of their signing out, in this browser and no other', async () => {
    const [here, elsewhere] = [await clinic.signedIn('okafor'), await clinic.signedIn('okafor')]
    const first = await here.data('createMeeting', { input: { title: 'One' } })
    const second = await elsewhere.data('createMeeting', { input: { title: 'Two' } })
    const [closing, staying] = [await joined(here, first.roomId), await joined(elsewhere, second.roomId)]
    const start = performance.now()
    await here.data('signOut')
    expect((await closing.closed).reason).toBe('removed')
    expect(performance.now() - start).toBeLessThan(1_000)
    await staying.settled()
    staying.close()
  })
})

async function joined(client: ApiClient, roomId: string) {
  const { ticket } = await client.data('ticket', { params: { roomId } })
  const socket = await openSignaling(clinic.url)
  socket.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'computer' })
  await socket.next('joined')
  return socket
}
