import { beforeEach, describe, expect, test } from 'vitest'
import { createNoteSeal } from '../../../../signaling/notes/note-seal.ts'
import { createApiWorld } from '../../../support/api-world.ts'
import { accountRecord } from '../../../support/stored-records.ts'

type World = Awaited<ReturnType<typeof createApiWorld>>
type Browser = ReturnType<World['browser']>

const NOTE = 'Planted: knee better, back in two weeks.'
let world: World
let doctor: Browser
let roomId: string
let patientCode: string

async function enter(given: World): Promise<void> {
  world = given
  doctor = await world.sampleDoctor()
  const { said } = await doctor.call('createMeeting', { title: 'Knee' })
  roomId = said.data.roomId
  patientCode = said.data.invites[0].code
}

beforeEach(async () => enter(await createApiWorld()))

async function patient(): Promise<Browser> {
  const browser = world.browser()
  expect((await browser.call('redeem', world.said(patientCode))).status).toBe(200)
  return browser
}

describe('the page after a call', () => {
  const told = async (browser: Browser) => (await browser.call('goodbye', {}, { roomId })).said.data

  test('is told whether the visit goes on, who ended it, and what one has said of it', async () => {
    const paul = await patient()
    const usual = { roomId, title: 'Knee', endReason: null, role: 'patient', came: false, feedback: null }
    expect(await told(paul)).toEqual(usual)
    const participants = (await world.store.clinic.meeting(roomId))?.participants ?? []
    for (const { participantId } of participants) await world.store.meetings.noteJoined(roomId, participantId, 1)
    await paul.call('giveFeedback', { feedback: 'good' }, { roomId })
    await doctor.call('endMeeting', {}, { roomId })
    const over = { ...usual, came: true, endReason: 'doctor' }
    expect(await told(paul)).toEqual({ ...over, feedback: 'good' })
    expect(await told(doctor)).toEqual({ ...over, role: 'doctor' })
  })

  test('is told nothing about a visit of others, and no title past its time', async () => {
    const paul = await patient()
    const { said } = await doctor.call('createMeeting', { title: 'Somebody else' })
    expect((await paul.call('goodbye', {}, { roomId: said.data.roomId })).status).toBe(401)
    expect((await doctor.call('goodbye', {}, { roomId: '0'.repeat(12) })).status).toBe(404)
    world.clock.advance(31 * 86_400_000)
    expect(await told(await world.sampleDoctor())).toMatchObject({ title: '…' })
  })
})

describe('how it was', () => {
  const stored = async () =>
    (await world.store.clinic.meeting(roomId))?.participants.find(({ role }) => role === 'patient')?.feedback

  test('is said by the patient, also after the end, and the last word counts', async () => {
    const paul = await patient()
    expect((await paul.call('giveFeedback', { feedback: 'bad' }, { roomId })).status).toBe(200)
    await doctor.call('endMeeting', {}, { roomId })
    expect((await paul.call('giveFeedback', { feedback: 'good' }, { roomId })).status).toBe(200)
    expect(await stored()).toBe('good')
  })

  test('is not asked of the doctor, nor of anybody without a part in it', async () => {
    expect((await doctor.call('giveFeedback', { feedback: 'good' }, { roomId })).said.error.code).toBe('not-allowed')
    const stranger = await world.browser().call('giveFeedback', { feedback: 'bad' }, { roomId })
    expect(stranger.status).toBe(401)
    expect(await stored()).toBeNull()
  })

  test('is one of three words', async () => {
    const { status, said } = await (await patient()).call('giveFeedback', { feedback: 'superb' }, { roomId })
    expect([status, said.error.fields]).toEqual([422, { feedback: 'Choose one of: good, mixed, bad.' }])
  })

  test('said over and over is put off', async () => {
    const paul = await patient()
    let refused = 0
    for (let time = 0; time < 12; time += 1) {
      if ((await paul.call('giveFeedback', { feedback: 'good' }, { roomId })).status === 429) refused += 1
    }
    expect(refused).toBe(2)
  })

  test('is shown to administrators in their list', async () => {
    await (await patient()).call('giveFeedback', { feedback: 'mixed' }, { roomId })
    await world.store.accounts.add(
      accountRecord({ signInName: 'grace', roles: ['admin'], passwordHash: 'plain grace’s password' }),
    )
    const admin = world.browser()
    await admin.call('signIn', { signInName: 'grace', password: 'grace’s password' })
    const { said } = await admin.call('adminMeetings')
    const meeting = said.data.meetings.find((one: { roomId: string }) => one.roomId === roomId)
    expect(meeting.participants.map((part: { feedback: string | null }) => part.feedback)).toEqual([null, 'mixed'])
  })
})

describe("the doctor's note", () => {
  const kept = async () => (await doctor.call('doctorsNote', {}, { roomId })).said.data
  const keep = (note: string, by = doctor) => by.call('keepDoctorsNote', { note }, { roomId })
  const sealed = async () => (await world.store.clinic.meeting(roomId))?.note

  test('comes back as it was written, during the visit and after it', async () => {
    expect(await kept()).toEqual({ is: 'none' })
    expect((await keep(`  ${NOTE}\r\nSecond line.\n`)).status).toBe(200)
    expect(await kept()).toEqual({ is: 'kept', note: `${NOTE}\nSecond line.` })
    await doctor.call('endMeeting', {}, { roomId })
    await keep('Shorter.')
    expect(await kept()).toEqual({ is: 'kept', note: 'Shorter.' })
  })

  test('is stored sealed, and an empty one not at all', async () => {
    await keep(NOTE)
    expect(await sealed()).toMatch(/^1\.[\w-]+$/)
    expect(await sealed()).not.toContain('knee')
    await keep('   ')
    expect(await sealed()).toBeNull()
    expect(await kept()).toEqual({ is: 'none' })
  })

  test('is never written to the log', async () => {
    await keep(NOTE)
    expect(JSON.stringify(world.logged)).not.toContain('Planted')
    expect(world.logged).toContainEqual({ event: 'doctors-note-kept', roomId })
  })

  test('is nobody else’s: another doctor and an administrator find nothing there', async () => {
    await keep(NOTE)
    await world.store.accounts.add(
      accountRecord({ signInName: 'eva', roles: ['admin', 'doctor'], passwordHash: 'plain eva’s password' }),
    )
    const eva = world.browser()
    await eva.call('signIn', { signInName: 'eva', password: 'eva’s password' })
    for (const { status, body } of [await eva.call('doctorsNote', {}, { roomId }), await keep('mine', eva)]) {
      expect(status).toBe(404)
      expect(body).not.toContain('Planted')
    }
    expect((await world.browser().call('doctorsNote', {}, { roomId })).status).toBe(401)
    expect(await kept()).toEqual({ is: 'kept', note: NOTE })
    expect(JSON.stringify((await eva.call('adminMeeting', {}, { roomId })).said)).not.toContain((await sealed()) ?? '-')
  })

  test('sealed with another key is said to be unreadable, and not written over unless it is deleted first', async () => {
    const other = createNoteSeal(new Uint8Array(32).fill(7)).seal(roomId, NOTE)
    const meeting = await world.store.clinic.meeting(roomId)
    await world.store.meetings.keepNote(roomId, meeting?.doctorId ?? '', other)
    expect(await kept()).toEqual({ is: 'unreadable' })
    const refused = await keep('New words')
    expect([refused.status, refused.said.error.code]).toEqual([409, 'note-unreadable'])
    expect(await sealed()).toBe(other)
    await keep('')
    await keep('New words')
    expect(await kept()).toEqual({ is: 'kept', note: 'New words' })
  })

  test('of more than 4000 characters, or with control characters, is refused in a sentence', async () => {
    for (const note of ['x'.repeat(4_001), 'bell \u0007']) {
      const { status, said } = await keep(note)
      expect([status, said.error.fields]).toEqual([422, { note: 'A note has up to 4000 characters.' }])
    }
    expect((await keep('🦵'.repeat(4_000))).status).toBe(200)
  })

  test('is gone once the personal parts of the visit are past their time, swept or not', async () => {
    await keep(NOTE)
    world.clock.advance(31 * 86_400_000)
    const again = await world.sampleDoctor()
    expect((await again.call('doctorsNote', {}, { roomId })).said.data).toEqual({ is: 'none' })
    expect((await keep('Later.', again)).status).toBe(404)
  })

  test('cannot be kept where there is no key, and that is said', async () => {
    await enter(await createApiWorld(undefined, null))
    expect(await kept()).toEqual({ is: 'not-possible' })
    const { status, said } = await keep(NOTE)
    expect([status, said.error.code]).toEqual([409, 'notes-not-possible'])
    expect(said.error.message).toContain('NOTES_KEY')
  })
})
