import { beforeEach, describe, expect, test } from 'vitest'
import { StoreUnavailable } from '../../../../db/port.ts'
import type { AuditAction } from '../../../../db/records.ts'
import { verifyTrail } from '../../../../signaling/audit/verify.ts'
import type { RouteData } from '../../../../signaling/contract/routes.ts'
import { DAY_MS, dayOf } from '../../../../signaling/meetings/day.ts'
import { createApiWorld } from '../../../support/api-world.ts'
import { accountRecord, meetingRecord, newId, participantRecord } from '../../../support/stored-records.ts'

type World = Awaited<ReturnType<typeof createApiWorld>>
type Browser = ReturnType<World['browser']>

const MINUTE = 60_000
let world: World
const ada = accountRecord({
  signInName: 'ada',
  name: 'Ada Marsh',
  roles: ['admin', 'doctor'],
  passwordHash: 'plain ada’s password',
})
const okafor = accountRecord({ signInName: 'okafor', passwordHash: 'plain okafor’s password' })

beforeEach(async () => {
  world = await createApiWorld()
  await world.store.accounts.retireSample()
  await world.store.accounts.add(ada)
  await world.store.accounts.add(okafor)
})

async function signedIn(name: 'ada' | 'okafor' = 'ada'): Promise<Browser> {
  const browser = world.browser()
  expect((await browser.call('signIn', { signInName: name, password: `${name}’s password` })).status).toBe(200)
  return browser
}

async function actions(): Promise<AuditAction[]> {
  return (await world.store.audit.from({ after: 0, limit: 100 })).map(({ action }) => action)
}

describe('people', () => {
  test('somebody new gets a password that works, and no other word of it is kept', async () => {
    const admin = await signedIn()
    const input = { name: 'Eva Lindqvist', signInName: 'Eva.L', roles: ['doctor', 'doctor'] }
    const { status, said } = await admin.call('adminAddPerson', input)
    expect(status).toBe(201)
    const { person, password } = said.data
    expect(person).toMatchObject({ signInName: 'eva.l', roles: ['doctor'], disabled: false })
    expect(password).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/)
    expect((await world.browser().call('signIn', { signInName: 'eva.l', password })).status).toBe(200)
    const [line] = await world.store.audit.from({ after: 0, limit: 1 })
    expect(line).toMatchObject({
      actor: ada.accountId,
      action: 'person-created',
      target: person.accountId,
      detail: 'roles: doctor',
    })
    expect((await admin.call('adminAddPerson', input)).said.error.code).toBe('name-taken')
  })

  test('somebody disabled is out at once, cannot come back in, and is told what a stranger is told', async () => {
    const [admin, doctor] = [await signedIn(), await signedIn('okafor')]
    const { said } = await admin.call('adminChangePerson', { disabled: true }, { accountId: okafor.accountId })
    expect(said.data.disabled).toBe(true)
    expect((await doctor.call('account')).status).toBe(401)
    expect(world.asked).toContain(`end account ${okafor.accountId} but null`)
    const refused = await world.browser().call('signIn', { signInName: 'okafor', password: 'okafor’s password' })
    const unknown = await world.browser().call('signIn', { signInName: 'nobody', password: 'okafor’s password' })
    expect([refused.status, refused.body]).toEqual([unknown.status, unknown.body])
    await admin.call('adminChangePerson', { disabled: false }, { accountId: okafor.accountId })
    expect((await doctor.call('account')).status).toBe(401)
    await signedIn('okafor')
    expect(await actions()).toEqual(['person-disabled', 'person-enabled'])
  })

  test('somebody who is disabled while they sign in does not get in', async () => {
    let meanwhile = async () => undefined as unknown
    world = await createApiWorld((store) => ({
      ...store,
      sessions: {
        ...store.sessions,
        async open(session) {
          await meanwhile()
          await store.sessions.open(session)
        },
      },
    }))
    await world.store.accounts.add(okafor)
    meanwhile = () => world.store.accounts.change(okafor.accountId, { passwordHash: 'plain another password' })
    const browser = world.browser()
    expect((await browser.call('signIn', { signInName: 'okafor', password: 'okafor’s password' })).status).toBe(401)
    expect(browser.cookies.size).toBe(0)
  })

  test('nobody disables, demotes or resets themselves', async () => {
    const admin = await signedIn()
    for (const input of [{ disabled: true }, { roles: ['doctor'] }]) {
      const { status, said } = await admin.call('adminChangePerson', input, { accountId: ada.accountId })
      expect([status, said.error.code]).toEqual([403, 'not-allowed'])
    }
    expect((await admin.call('adminResetPassword', {}, { accountId: ada.accountId })).status).toBe(403)
    const { said } = await admin.call('adminChangePerson', { name: 'Ada M.' }, { accountId: ada.accountId })
    expect(said.data.name).toBe('Ada M.')
    expect(await actions()).toEqual(['person-changed'])
  })

  test('of two administrators who disable each other at once, one stays', async () => {
    await world.store.accounts.change(okafor.accountId, { roles: ['admin'] })
    const [first, second] = [await signedIn(), await signedIn('okafor')]
    const answers = await Promise.all([
      first.call('adminChangePerson', { disabled: true }, { accountId: okafor.accountId }),
      second.call('adminChangePerson', { disabled: true }, { accountId: ada.accountId }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403])
    const people = await world.store.accounts.all()
    expect(people.filter(({ disabled }) => !disabled)).toHaveLength(1)
  })

  test('a demoted administrator is one no more at their next request', async () => {
    await world.store.accounts.change(okafor.accountId, { roles: ['admin', 'doctor'] })
    const [admin, other] = [await signedIn(), await signedIn('okafor')]
    expect((await other.call('adminPeople')).status).toBe(200)
    await admin.call('adminChangePerson', { roles: ['doctor'] }, { accountId: okafor.accountId })
    expect((await other.call('adminPeople')).status).toBe(403)
    expect((await other.call('account')).status).toBe(200)
  })

  test('a reset password replaces the old one and everywhere it was used', async () => {
    const [admin, doctor] = [await signedIn(), await signedIn('okafor')]
    const { said } = await admin.call('adminResetPassword', {}, { accountId: okafor.accountId })
    expect((await doctor.call('account')).status).toBe(401)
    const signIn = (password: string) => world.browser().call('signIn', { signInName: 'okafor', password })
    expect((await signIn('okafor’s password')).status).toBe(401)
    expect((await signIn(said.data.password)).status).toBe(200)
    expect(world.asked).toContain(`end account ${okafor.accountId} but null`)
    expect(JSON.stringify(await world.store.audit.from({ after: 0, limit: 10 }))).not.toContain(said.data.password)
  })

  test('the sample doctor and somebody unknown are nobody’s to change', async () => {
    world = await createApiWorld()
    const sample = (await (await world.sampleDoctor()).call('account')).said.data
    await world.store.accounts.add(ada)
    const admin = await signedIn()
    for (const accountId of [sample.accountId, newId()]) {
      expect((await admin.call('adminChangePerson', { name: 'X' }, { accountId })).status).toBe(404)
      expect((await admin.call('adminResetPassword', {}, { accountId })).status).toBe(404)
    }
    expect((await admin.call('adminPeople')).said.data.people).toHaveLength(1)
  })
})

describe('one’s own password', () => {
  const change = { current: 'okafor’s password', next: ' a new and longer one ' }

  test('is changed with the current one; this browser stays in, its calls too, and every other is out', async () => {
    const [here, elsewhere] = [await signedIn('okafor'), await signedIn('okafor')]
    const before = here.cookies.get('session')
    expect((await here.call('changePassword', change)).status).toBe(200)
    expect(here.cookies.get('session')).not.toBe(before)
    expect((await here.call('account')).status).toBe(200)
    expect((await elsewhere.call('account')).status).toBe(401)
    expect(world.asked[0]).toMatch(new RegExp(`^end account ${okafor.accountId} but [0-9a-f]{64}$`))
    expect(world.asked[1]).toMatch(new RegExp(`^renew session ${world.asked[0]?.slice(-64)} [0-9a-f]{64}$`))
    const signIn = { signInName: 'okafor', password: change.next }
    expect((await world.browser().call('signIn', signIn)).status).toBe(200)
    expect(await actions()).toEqual(['password-changed'])
  })

  test('a wrong current one changes nothing, and after five the sixth waits', async () => {
    const doctor = await signedIn('okafor')
    for (let tries = 0; tries < 5; tries += 1) {
      const { status, said } = await doctor.call('changePassword', { ...change, current: `guess ${tries}` })
      expect([status, said.error.code]).toEqual([401, 'wrong-credentials'])
    }
    expect((await doctor.call('changePassword', change)).status).toBe(429)
    world.clock.advance(MINUTE)
    expect((await doctor.call('changePassword', change)).status).toBe(200)
    expect(await actions()).toEqual(['password-changed'])
  })

  test('the sample doctor has none to change', async () => {
    world = await createApiWorld()
    const doctor = await world.sampleDoctor()
    expect((await doctor.call('changePassword', change)).status).toBe(401)
  })
})

describe('sessions and the calls they hold', () => {
  test('signing out ends this session’s calls', async () => {
    const doctor = await signedIn('okafor')
    await doctor.call('signOut')
    expect(world.asked).toEqual([expect.stringMatching(/^end session [0-9a-f]{64}$/)])
  })

  test('signing in again keeps one’s calls, and somebody else’s end', async () => {
    const browser = await signedIn('okafor')
    await browser.call('signIn', { signInName: 'okafor', password: 'okafor’s password' })
    await browser.call('signIn', { signInName: 'ada', password: 'ada’s password' })
    expect(world.asked).toEqual([
      expect.stringMatching(/^renew session [0-9a-f]{64} [0-9a-f]{64}$/),
      expect.stringMatching(/^end session [0-9a-f]{64}$/),
    ])
  })
})

describe('the list of meetings', () => {
  const at = (daysAgo: number) => world.clock.now() - daysAgo * DAY_MS
  const add = async (daysAgo: number, told: Parameters<typeof meetingRecord>[0] = {}) => {
    const listedAt = at(daysAgo)
    const doctor = { doctorId: okafor.accountId, createdAt: listedAt, listedAt, day: dayOf(listedAt) }
    const meeting = meetingRecord({ ...doctor, ...told })
    await world.store.meetings.insert(meeting)
    return meeting
  }

  test('a meeting past its time has no names, whether or not anybody swept', async () => {
    const admin = await signedIn()
    const consent = { version: '2026-11', at: 5 }
    const participants = [
      participantRecord({ role: 'doctor', name: 'Dr. A' }),
      participantRecord({ name: 'P', consent }),
    ]
    const { roomId: old } = await add(31, { title: 'Old', participants })
    const { roomId: young } = await add(29, { title: 'Young', participants })
    const { meetings } = (await admin.call('adminMeetings')).said.data
    expect(meetings.map((meeting: { roomId: string }) => meeting.roomId)).toEqual([young, old])
    expect(meetings[0]).toMatchObject({
      title: 'Young',
      stripped: false,
      doctor: { accountId: okafor.accountId, name: okafor.name },
      participants: [{ name: 'Dr. A' }, { name: 'P', consent }],
    })
    expect(meetings[1]).toMatchObject({
      title: '…',
      stripped: true,
      doctor: null,
      participants: [
        { name: null, consent: null },
        { name: null, consent: null },
      ],
    })
    const filtered = (await admin.call('adminMeetings', { doctor: okafor.accountId })).said.data
    expect(filtered.meetings.map((meeting: { roomId: string }) => meeting.roomId)).toEqual([young])
    expect(filtered.total).toBe(1)
  })

  test('pages follow one another by what the one before ended with', async () => {
    const admin = await signedIn()
    for (let made = 0; made < 120; made += 1) await add(made / 100)
    const seen: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const { data }: { data: RouteData<'adminMeetings'> } = (await admin.call('adminMeetings', after ? { after } : {}))
        .said
      seen.push(...data.meetings.map((meeting: { roomId: string }) => meeting.roomId))
      expect([data.total, data.capped]).toEqual([120, false])
      after = data.next
    }
    expect(seen).toHaveLength(120)
    expect(new Set(seen).size).toBe(120)
    const oldest = (await admin.call('adminMeetings', { order: 'oldest' })).said.data.meetings[0]
    expect(oldest.roomId).toBe(seen.at(-1))
  })

  test('what was looked for stands in the trail, names do not', async () => {
    const admin = await signedIn()
    const { roomId } = await add(1, { title: 'Planted title' })
    await admin.call('adminMeetings', { from: '2026-11-01', doctor: okafor.accountId, state: 'ended' })
    await admin.call('adminMeeting', {}, { roomId })
    const lines = await world.store.audit.from({ after: 0, limit: 10 })
    expect(lines.map(({ detail, target }) => [detail, target])).toEqual([
      [`from=2026-11-01 doctor=${okafor.accountId} state=ended`, null],
      ['one meeting', roomId],
    ])
    expect(JSON.stringify(lines)).not.toMatch(/planted|okafor/i)
  })

  test('a day that does not exist is said at its field', async () => {
    const admin = await signedIn()
    const { status, said } = await admin.call('adminMeetings', { from: '2026-02-30' })
    expect([status, Object.keys(said.error.fields)]).toEqual([422, ['from']])
    expect(await actions()).toEqual([])
  })

  test('any running meeting can be ended, once, and the rooms are told', async () => {
    const admin = await signedIn()
    const { roomId } = await add(0, { state: 'active', activeSince: at(0) })
    const { said } = await admin.call('adminEndMeeting', {}, { roomId })
    expect(said.data).toMatchObject({ state: 'ended', endReason: 'administrator', endedAt: world.clock.now() })
    expect(world.asked).toEqual([`end ${roomId} administrator`])
    expect((await admin.call('adminEndMeeting', {}, { roomId })).status).toBe(200)
    expect((await admin.call('adminEndMeeting', {}, { roomId: newId() })).status).toBe(404)
    expect(await actions()).toEqual(['meeting-ended'])
  })

  test('figures are there for every day, the empty ones too, oldest first', async () => {
    const admin = await signedIn()
    const ended = { state: 'ended', endedAt: 1, endReason: 'doctor' } as const
    await add(2, { ...ended, outcome: 'connected', path: 'relay', connectMs: 400 })
    await add(2, { ...ended, outcome: 'connected', path: 'direct', connectMs: 200 })
    await add(2, { ...ended, outcome: 'nobody-came' })
    await add(40, { ...ended, outcome: 'not-connected' })
    const { days, now } = (await admin.call('adminOverview')).said.data
    expect(days).toHaveLength(28)
    expect(days.map(({ day }: { day: string }) => day)).toEqual(
      Array.from({ length: 28 }, (_, index) => dayOf(at(27 - index))),
    )
    expect(days[25]).toEqual({
      day: dayOf(at(2)),
      meetings: 3,
      connected: 2,
      notConnected: 0,
      nobodyCame: 1,
      relayed: 1,
      connectMs: 300,
    })
    expect(days[24]).toMatchObject({ meetings: 0, connectMs: null })
    expect(now).toEqual({ rooms: 2, people: 3 })
    expect((await admin.call('adminOverview', { days: '366' })).said.data.days).toHaveLength(366)
    expect((await admin.call('adminOverview', { days: '367' })).status).toBe(422)
  })
})

describe('the trail', () => {
  test('is shown newest first with who did it, page after page, and that it was read is in it', async () => {
    const admin = await signedIn()
    for (let times = 0; times < 60; times += 1) {
      await world.store.audit.append({ at: 1, actor: null, action: 'personal-parts-deleted', target: null, detail: '' })
    }
    const first = (await admin.call('adminAudit')).said.data
    expect(first.lines).toHaveLength(50)
    expect(first.lines[0]).toMatchObject({ seq: 61, action: 'audit-read', actor: { name: 'Ada Marsh' } })
    expect(first.lines[1]).toMatchObject({ seq: 60, actor: null })
    const second = (await admin.call('adminAudit', { before: String(first.next) })).said.data
    expect(second.lines.map(({ seq }: { seq: number }) => seq)).toEqual(
      Array.from({ length: 11 }, (_, index) => 11 - index),
    )
    expect(second.next).toBeNull()
  })

  test('holds after everything there is to do', async () => {
    const admin = await signedIn()
    const params = { accountId: okafor.accountId }
    await admin.call('adminAddPerson', { name: 'E', signInName: 'eva', roles: ['doctor'] })
    await admin.call('adminChangePerson', { name: 'O', roles: ['doctor', 'admin'], disabled: true }, params)
    await admin.call('adminResetPassword', {}, params)
    await admin.call('adminMeetings')
    await admin.call('adminAudit')
    const { data } = (await admin.call('adminSystem')).said
    expect(await actions()).toEqual([
      'person-created',
      'person-changed',
      'person-disabled',
      'password-reset',
      'meetings-listed',
      'audit-read',
      'system-checked',
    ])
    expect(data.audit).toEqual({ lines: 7, brokenAt: null })
    expect(await verifyTrail(world.store.audit)).toMatchObject(data.audit)
  })

  test('is begun by the first administrator', async () => {
    world = await createApiWorld()
    const input = { name: 'Ada', signInName: 'ada.marsh', password: 'long enough to be one' }
    const { said } = await world.browser().call('setUp', { ...input, code: world.links?.administratorCode })
    const [line] = await world.store.audit.from({ after: 0, limit: 10 })
    expect(line).toMatchObject({ action: 'administrator-created', target: said.data.accountId })
  })
})

describe('a trail that cannot be written', () => {
  async function withoutTrail(): Promise<Browser> {
    world = await createApiWorld((store) => ({
      ...store,
      audit: {
        ...store.audit,
        append: async () => {
          throw new StoreUnavailable('full')
        },
      },
    }))
    await world.store.accounts.add(ada)
    await world.store.accounts.add(okafor)
    return await signedIn()
  }

  /** The tries are moved along by hand. */
  async function answered<T>(asked: Promise<T>): Promise<T> {
    for (let times = 0; times < 10; times += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      world.clock.advance(500)
    }
    return await asked
  }

  test('shows nothing', async () => {
    const admin = await withoutTrail()
    for (const name of ['adminMeetings', 'adminAudit'] as const) {
      const { status, body } = await answered(admin.call(name))
      expect(status).toBe(503)
      expect(body).not.toContain('"data"')
    }
  })

  test('is said to whoever changed something, and the log has what they did', async () => {
    const admin = await withoutTrail()
    const params = { accountId: okafor.accountId }
    expect((await answered(admin.call('adminChangePerson', { disabled: true }, params))).status).toBe(503)
    expect(world.logged).toContainEqual({
      event: 'audit-line-lost',
      actor: ada.accountId,
      action: 'person-disabled',
      target: okafor.accountId,
      why: 'full',
    })
  })
})

test('a store that cannot be written to is what the system page says, not a failure of it', async () => {
  world = await createApiWorld((store) => ({
    ...store,
    check: async () => {
      throw new StoreUnavailable('read-only')
    },
    probe: async () => ({ passed: false, finding: '17 of 50 won' }),
  }))
  await world.store.accounts.add(ada)
  const { data } = (await (await signedIn()).call('adminSystem')).said
  expect(data.store).toEqual({
    kind: expect.any(String),
    writable: false,
    probe: { passed: false, finding: '17 of 50 won' },
  })
  expect(data.relay).toEqual({ stunUrls: [], turnUrls: ['turn:turn.example.org'], hasSecret: true })
})
