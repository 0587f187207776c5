import { beforeEach, describe, expect, test } from 'vitest'
import { doctorAndPatientIn, media } from '../../../support/room-talk.ts'
import { createRoomsWorld, grantFor, IDS, type RoomsWorld, storeAnswers } from '../../../support/rooms-world.ts'
import { BY_DOCTOR as byDoctor } from '../../../support/waiting-people.ts'

let world: RoomsWorld
beforeEach(() => {
  world = createRoomsWorld()
})

const doctorAndPatient = () => doctorAndPatientIn(world)

describe('what is written down of links', () => {
  const report = { type: 'link-report', to: IDS.doctor, path: 'relay', afterMs: 900 } as const
  const noted = (about: string) => world.store.notes.filter((note) => note.startsWith(about))

  test('[N1] each link is written down once and told to nobody', async () => {
    const { doctor, patient } = doctorAndPatient()
    await storeAnswers()
    const told = doctor.heard.length
    patient.say(report)
    patient.say({ ...report, path: 'direct', afterMs: 5_000 })
    doctor.say({ ...report, to: IDS.patient })
    await storeAnswers()
    expect(noted('connected')).toEqual([`connected ${IDS.patient} relay 900`, `connected ${IDS.doctor} relay 900`])
    expect(doctor.heard).toHaveLength(told)
    expect(patient.all('error')).toEqual([])
  })

  test('[N1] a link to nobody who is there is refused and not written down', async () => {
    const { patient } = doctorAndPatient()
    for (const to of [IDS.family, IDS.patient]) patient.say({ ...report, to })
    await storeAnswers()
    expect(patient.all('error').map(({ reason }) => reason)).toEqual(['unknown-participant', 'unknown-participant'])
    expect(noted('connected')).toEqual([])
  })

  test('[N1] who waits before the door has no links to speak of', async () => {
    world.join(grantFor('doctor', byDoctor))
    const patient = world.join(grantFor('patient', byDoctor))
    patient.say(report)
    await storeAnswers()
    expect(patient.last('error').reason).toBe('not-admitted')
    expect(noted('connected')).toEqual([])
  })

  test('[N2] the line is written down from the first link on, and then whenever it is poorer than ever', async () => {
    const { patient } = doctorAndPatient()
    await storeAnswers()
    const line = (network: 'good' | 'fair' | 'poor') =>
      patient.say({ type: 'media-state', media: { ...media, network } })
    line('poor')
    line('good')
    await storeAnswers()
    expect(noted('quality')).toEqual([])
    patient.say(report)
    for (const network of ['fair', 'good', 'fair', 'poor', 'good', 'poor'] as const) line(network)
    await storeAnswers()
    expect(noted('quality')).toEqual(['good', 'fair', 'poor'].map((quality) => `quality ${IDS.patient} ${quality}`))
  })
})
