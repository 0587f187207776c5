import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { PROTOCOL_VERSION } from '../../signaling/contract/limits.ts'
import { createLiveVisit, type LiveVisit } from '../support/live-visit.ts'
import { freePort, type RunningSignaling, startSignaling } from '../support/processes.ts'
import { CANDIDATE, SDP } from '../support/rooms-world.ts'
import { openSignaling, type SignalingClient } from '../support/signaling-client.ts'

let signaling: RunningSignaling
beforeAll(async () => {
  signaling = await startSignaling()
})
afterAll(() => signaling.stop())

async function doctorAndPatient(visit: LiveVisit): Promise<[SignalingClient, SignalingClient]> {
  const doctor = await visit.doctor.join()
  const patient = await visit.patient.join()
  await doctor.next('user-joined')
  return [doctor, patient]
}

async function resumeWith(secret: string, heard = 0): Promise<SignalingClient> {
  const client = await openSignaling(signaling.url)
  client.say({ type: 'resume', version: PROTOCOL_VERSION, secret, heard })
  return client
}

describe('a visit', () => {
  test('goes from joining over setting up and chatting to an end that is stored', async () => {
    const visit = await createLiveVisit(signaling)
    const doctor = await visit.doctor.join()
    await vi.waitFor(async () => expect((await visit.stored()).state).toBe('waiting'))
    const patientPage = await visit.patient.page()
    const joined = await patientPage.next('joined')
    expect(joined.participants.map(({ id, role }) => [id, role])).toEqual([[visit.doctor.id, 'doctor']])
    expect((await doctor.next('user-joined')).participant).toMatchObject({ id: visit.patient.id, name: 'The patient' })
    await vi.waitFor(async () => expect((await visit.stored()).state).toBe('active'))

    doctor.say({ type: 'offer', to: visit.patient.id, description: { type: 'offer', sdp: SDP }, generation: 1 })
    expect(await patientPage.next('offer')).toMatchObject({ from: visit.doctor.id, generation: 1 })
    patientPage.say({
      type: 'answer',
      to: visit.doctor.id,
      description: { type: 'answer', sdp: SDP },
      generation: 1,
    })
    expect((await doctor.next('answer')).from).toBe(visit.patient.id)
    patientPage.say({ type: 'ice-candidate', to: visit.doctor.id, candidate: CANDIDATE, generation: 1 })
    expect((await doctor.next('ice-candidate')).candidate).toEqual(CANDIDATE)

    patientPage.say({ type: 'chat-message', id: 'aaaaaaaaaaaa', text: '<script>alert(1)</script> \u202e' })
    expect((await doctor.next('chat-message')).text).toBe('<script>alert(1)</script> \u202e')
    expect((await patientPage.next('chat-message')).from).toBe(visit.patient.id)
    doctor.say({ type: 'chat-received', id: 'aaaaaaaaaaaa', from: visit.patient.id })
    expect(await patientPage.next('chat-delivered')).toMatchObject({ id: 'aaaaaaaaaaaa', by: visit.doctor.id })

    doctor.say({ type: 'end-call' })
    expect((await patientPage.next('call-ended')).by).toBe('doctor')
    // Stored before anybody was told: no waiting here.
    expect(await visit.stored()).toMatchObject({ state: 'ended', endReason: 'doctor' })
    expect(await patientPage.closed).toEqual({ code: 4412, reason: 'ended' })
    expect(await doctor.closed).toEqual({ code: 4412, reason: 'ended' })
    const late = await visit.patient.api.call('ticket', { params: { roomId: visit.roomId } })
    expect(late.status).toBe(410)
  })

  test('ended over the REST API is over for everybody inside, and their tickets are void', async () => {
    const visit = await createLiveVisit(signaling)
    const [doctor, patient] = await doctorAndPatient(visit)
    const ticket = await visit.patient.ticket()
    await visit.doctor.api.data('endMeeting', { params: { roomId: visit.roomId } })
    for (const client of [doctor, patient]) {
      expect((await client.next('call-ended')).by).toBe('doctor')
      expect((await client.closed).reason).toBe('ended')
    }
    const late = await openSignaling(signaling.url)
    late.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'phone' })
    expect((await late.closed).reason).toBe('ticket-refused')
  })

  test('leaving frees the seat and is stored', async () => {
    const visit = await createLiveVisit(signaling)
    const [doctor, patient] = await doctorAndPatient(visit)
    patient.say({ type: 'leave-room' })
    expect(await patient.closed).toEqual({ code: 4000, reason: 'left' })
    expect(await doctor.next('user-left')).toMatchObject({ from: visit.patient.id, reason: 'left' })
    await vi.waitFor(async () => {
      const { participants } = await visit.stored()
      expect(participants.find(({ role }) => role === 'patient')?.leftAt).toEqual(expect.any(Number))
    })
    doctor.close()
  })

  test('a new invite takes the one who came by the old one out', async () => {
    const visit = await createLiveVisit(signaling)
    const [doctor, patient] = await doctorAndPatient(visit)
    await visit.doctor.api.data('issueInvite', {
      params: { roomId: visit.roomId },
      input: { participantId: visit.patient.id },
    })
    expect(await patient.closed).toEqual({ code: 4411, reason: 'removed' })
    expect((await doctor.next('user-left')).reason).toBe('removed')
    doctor.close()
  })

  test('only the doctor ends it', async () => {
    const visit = await createLiveVisit(signaling)
    const [doctor, patient] = await doctorAndPatient(visit)
    patient.say({ type: 'end-call' })
    expect((await patient.next('error')).reason).toBe('not-allowed')
    expect((await visit.stored()).state).not.toBe('ended')
    patient.close()
    doctor.close()
  })
})

describe('what is claimed', () => {
  test.each([
    ['from', { from: 'd00000000000' }],
    ['role', { role: 'doctor' }],
    ['at', { at: 1 }],
  ])('[E1] a claimed %s makes the message none, and nobody sees it', async (_, claim) => {
    const visit = await createLiveVisit(signaling)
    const [doctor, patient] = await doctorAndPatient(visit)
    patient.sayRaw(JSON.stringify({ type: 'chat-message', id: 'aaaaaaaaaaaa', text: 'I am the doctor', ...claim }))
    expect((await patient.closed).reason).toBe('bad-message')
    expect((await doctor.next('user-away')).from).toBe(visit.patient.id)
    expect(doctor.heard.map(({ type }) => type)).not.toContain('chat-message')
    doctor.close()
  })

  test('[S1] keys in the open and descriptions without a fingerprint are refused, and the line stays', async () => {
    const visit = await createLiveVisit(signaling)
    const [doctor, patient] = await doctorAndPatient(visit)
    for (const sdp of [`${SDP}a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:abc\r\n`, 'v=0\r\nm=audio 9 RTP/AVP 0\r\n']) {
      patient.say({ type: 'offer', to: visit.doctor.id, description: { type: 'offer', sdp }, generation: 1 })
      expect((await patient.next('error')).reason).toBe('description-refused')
    }
    await doctor.settled()
    expect(doctor.heard.map(({ type }) => type)).not.toContain('offer')
    patient.close()
    doctor.close()
  })

  test('[S2] in a relay-only meeting no address but the relay’s arrives', async () => {
    const visit = await createLiveVisit(signaling, { relayOnly: true })
    const [doctor, patient] = await doctorAndPatient(visit)
    patient.say({ type: 'ice-candidate', to: visit.doctor.id, candidate: CANDIDATE, generation: 1 })
    const relay = 'candidate:2 1 udp 41885439 203.0.113.9 50000 typ relay raddr 192.0.2.7 rport 54321'
    patient.say({
      type: 'ice-candidate',
      to: visit.doctor.id,
      candidate: { ...CANDIDATE, candidate: relay },
      generation: 1,
    })
    expect((await doctor.next('ice-candidate')).candidate.candidate).toContain('typ relay')
    expect(JSON.stringify(doctor.heard)).not.toContain('192.0.2.7')
    patient.close()
    doctor.close()
  })
})

describe('the door', () => {
  test('[W1] who waits learns of nobody and reaches nobody until the doctor admits them', async () => {
    const visit = await createLiveVisit(signaling, { admission: 'by-doctor' })
    const doctor = await visit.doctor.join()
    const patient = await visit.patient.page()
    await patient.next('waiting')
    expect((await doctor.next('user-waiting')).participant.id).toBe(visit.patient.id)
    patient.say({ type: 'offer', to: visit.doctor.id, description: { type: 'offer', sdp: SDP }, generation: 1 })
    patient.say({ type: 'chat-message', id: 'aaaaaaaaaaaa', text: 'hello' })
    expect((await patient.next('error')).reason).toBe('not-admitted')
    expect((await patient.next('error')).reason).toBe('not-admitted')
    await doctor.settled()
    expect(doctor.heard.map(({ type }) => type)).toEqual(['joined', 'user-waiting', 'pong'])
    expect(JSON.stringify(patient.heard)).not.toContain(visit.doctor.id)
    doctor.say({ type: 'admit', participant: visit.patient.id })
    expect((await patient.next('joined')).participants.map(({ id }) => id)).toEqual([visit.doctor.id])
    expect((await doctor.next('user-joined')).participant.id).toBe(visit.patient.id)
    patient.close()
    doctor.close()
  })
})

describe('coming back', () => {
  test('[R1] [R4] a lost socket keeps its seat and what was said to it, its secret works once', async () => {
    const visit = await createLiveVisit(signaling)
    const doctor = await visit.doctor.join()
    const page = await visit.patient.page()
    const { resumeSecret } = await page.next('joined')
    page.socket.terminate()
    expect((await doctor.next('user-away')).from).toBe(visit.patient.id)
    doctor.say({ type: 'chat-message', id: 'aaaaaaaaaaaa', text: 'Can you hear me?' })
    doctor.say({ type: 'ice-candidate', to: visit.patient.id, candidate: CANDIDATE, generation: 1 })
    await doctor.settled()
    const back = await resumeWith(resumeSecret)
    await back.next('resumed')
    expect((await back.next('chat-message')).text).toBe('Can you hear me?')
    expect((await back.next('ice-candidate')).candidate).toEqual(CANDIDATE)
    expect((await doctor.next('user-back')).from).toBe(visit.patient.id)
    const again = await resumeWith(resumeSecret)
    expect(await again.closed).toEqual({ code: 4404, reason: 'resume-refused' })
    await back.settled()
    back.close()
    doctor.close()
  })

  test('a process that is asked to stop sends everybody away to come back, and ends well', async () => {
    const stopped = await startSignaling()
    const visit = await createLiveVisit(stopped)
    const [doctor, patient] = await doctorAndPatient(visit)
    const code = stopped.stop()
    expect(await doctor.closed).toEqual({ code: 1012, reason: 'restarting' })
    expect(await patient.closed).toEqual({ code: 1012, reason: 'restarting' })
    expect(await code).toBe(0)
  })

  test('after kill -9 and a new start everybody is back in the room with a new ticket', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'bedside-'))
    const env = { SIGNALING_PORT: String(await freePort()) }
    const killed = await startSignaling({ env, dataDir })
    const visit = await createLiveVisit(killed)
    const [doctor, patient] = await doctorAndPatient(visit)
    await killed.kill()
    expect([(await doctor.closed).code, (await patient.closed).code]).toEqual([1006, 1006])
    const restarted = await startSignaling({ env, dataDir })
    const doctorAgain = await visit.doctor.join()
    const patientAgain = await visit.patient.page()
    expect((await patientAgain.next('joined')).participants.map(({ id }) => id)).toEqual([visit.doctor.id])
    doctorAgain.close()
    patientAgain.close()
    await restarted.stop()
    await rm(dataDir, { recursive: true, force: true })
  })
})
