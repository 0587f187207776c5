import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../db/port.ts'
import { openAt } from '../support/embedded-store.ts'
import { createLiveVisit } from '../support/live-visit.ts'
import { startSignaling } from '../support/processes.ts'
import { accountRecord, meetingRecord, participantRecord } from '../support/stored-records.ts'

const DAY_MS = 86_400_000

describe('what the signaling process leaves in its store', () => {
  let dataDir: string
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'bedside-record-'))
  })
  afterEach(() => rm(dataDir, { recursive: true, force: true }))

  async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const store = await openAt(dataDir)
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  }

  test('[N1] [N2] how each was connected, the poorest of each line and the outcome, of a stop in the middle too', async () => {
    const signaling = await startSignaling({ dataDir })
    const ended = await createLiveVisit(signaling)
    const cut = await createLiveVisit(signaling)
    for (const visit of [ended, cut]) {
      const doctor = await visit.doctor.join()
      const patient = await visit.patient.join()
      await doctor.next('user-joined')
      patient.say({ type: 'link-report', to: visit.doctor.id, path: 'relay', afterMs: 850 })
      doctor.say({ type: 'link-report', to: visit.patient.id, path: 'relay', afterMs: 870 })
      for (const network of ['good', 'poor', 'fair'] as const) {
        patient.say({
          type: 'media-state',
          media: { microphone: 'on', camera: 'on', screen: false, hidden: false, network, wants: 'picture' },
        })
      }
      await patient.settled()
      await doctor.settled()
      if (visit === cut) continue
      doctor.say({ type: 'end-call' })
      await patient.next('call-ended')
    }
    expect(await signaling.stop()).toBe(0)

    await withStore(async (store) => {
      const record = await store.clinic.meeting(ended.roomId)
      expect(record).toMatchObject({ state: 'ended', outcome: 'connected', path: 'relay', endReason: 'doctor' })
      expect([850, 870]).toContain(record?.connectMs)
      for (const { roomId } of [ended, cut]) {
        const meeting = await store.clinic.meeting(roomId)
        expect(meeting?.participants).toMatchObject([
          { role: 'doctor', connection: { path: 'relay', afterMs: 870 }, quality: null },
          { role: 'patient', connection: { path: 'relay', afterMs: 850 }, quality: 'poor' },
        ])
      }
    })
  })

  test('no name of a meeting past its time, which is deleted at the start and stands in the trail as a number', async () => {
    const doctor = accountRecord()
    const now = Date.now()
    const people = () => [
      participantRecord({ role: 'doctor', name: 'Dr. Amara Okafor' }),
      participantRecord({ name: 'Maria Nowak', consent: { version: '2026-11', at: 3_000 } }),
    ]
    const told = { doctorId: doctor.accountId, title: 'Results of the biopsy' }
    const old = meetingRecord({ ...told, createdAt: now - 3 * DAY_MS, participants: people() })
    const young = meetingRecord({ ...told, createdAt: now - DAY_MS, participants: people() })
    await withStore(async (store) => {
      await store.accounts.add(doctor)
      await store.meetings.insert(old)
      await store.meetings.insert(young)
    })
    const signaling = await startSignaling({ dataDir, env: { RETENTION_DAYS: '2' } })
    expect(await signaling.stop()).toBe(0)

    await withStore(async (store) => {
      expect(await store.audit.page({ before: null, limit: 5 })).toMatchObject([
        { actor: null, action: 'personal-parts-deleted', detail: '1 meeting' },
      ])
      const swept = await store.clinic.meeting(old.roomId)
      expect(swept).toMatchObject({ stripped: true, doctorId: null })
      expect(JSON.stringify(swept)).not.toMatch(/Nowak|Okafor|biopsy/)
      expect(await store.clinic.meeting(young.roomId)).toEqual(young)
    })
  })
})
