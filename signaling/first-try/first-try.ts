import { timingSafeEqual } from 'node:crypto'
import type { Store } from '../../db/port.ts'
import type { AccountRecord, MeetingRecord, SecretHash } from '../../db/records.ts'
import type { AccountId, Millis, RoomId, Secret } from '../contract/ids.ts'
import { readCode, showCode } from '../invites/code.ts'
import type { IssueInvite } from '../invites/issue.ts'
import { callUrl } from '../meetings/meeting-view.ts'
import { newMeeting } from '../meetings/new-meeting.ts'
import { hashOf, type Random } from '../random.ts'
import type { Rooms } from '../rooms/rooms.ts'

/** What the links printed at start are made of. Kept in memory alone and new at each start. */
export interface FirstTryLinks {
  readonly doctorSecret: Secret
  readonly patientCode: string
  readonly administratorCode: string
}

/** The sample doctor with a ready meeting, so that two people can talk before anybody has an account. */
export interface FirstTry {
  isOpen(): boolean
  /** Null once a real account exists. */
  links(): FirstTryLinks | null
  /** Lets the holder of the doctor's secret be the sample doctor; there is a meeting that is not over when this answers. */
  asDoctor(secret: string): Promise<{ accountId: AccountId; callUrl: string } | null>
  isAdministratorCode(typed: string): boolean
  /** Is this the patient's code, and its meeting over? Then it leads into a new one from now on. */
  renewIfOver(codeHash: SecretHash): Promise<void>
  /** The first account exists: the sample and all three links are gone. */
  retire(): Promise<void>
}

type State =
  | {
      phase: 'open'
      doctorId: AccountId
      doctorName: string
      roomId: RoomId
      patientCode: string
      links: FirstTryLinks
    }
  | { phase: 'retired' }

const SAMPLE_TITLE = 'First visit'

export async function createFirstTry(ports: {
  store: Store
  rooms: Pick<Rooms, 'end'>
  random: Random
  now: () => Millis
  issueInvite: IssueInvite
  relayOnly: boolean
}): Promise<FirstTry> {
  const { store, rooms, random, now, issueInvite, relayOnly } = ports
  let state = await prepare()
  // One at a time: two people who open their links at once must find the same new meeting.
  let renewing: Promise<State> = Promise.resolve(state)

  async function prepare(): Promise<State> {
    if (await store.accounts.anyReal()) {
      // Left over when the process ended between making the first account and this.
      await store.accounts.retireSample()
      return { phase: 'retired' }
    }
    const doctor = await store.accounts.sample(() => sampleDoctor(random.id(), now()))
    const meeting = (await openMeeting(doctor.accountId)) ?? (await makeMeeting(doctor))
    const patientCode = random.code()
    await invitePatient(meeting, patientCode)
    return {
      phase: 'open',
      doctorId: doctor.accountId,
      doctorName: doctor.name,
      roomId: meeting.roomId,
      patientCode,
      links: {
        doctorSecret: random.secret(),
        patientCode: showCode(patientCode),
        administratorCode: showCode(random.code()),
      },
    }
  }

  /** One of an earlier start that is not over: those who talk in it find it again. */
  async function openMeeting(doctorId: AccountId): Promise<MeetingRecord | null> {
    const { meetings } = await store.meetings.ofDoctor(doctorId, { after: null, limit: 50 })
    const ready = meetings.find(
      (meeting) => meeting.title === SAMPLE_TITLE && meeting.state !== 'ended' && meeting.admission === 'automatic',
    )
    return ready ?? null
  }

  async function makeMeeting(doctor: { accountId: AccountId; name: string }): Promise<MeetingRecord> {
    const plan = {
      title: SAMPLE_TITLE,
      startsAt: null,
      admission: 'automatic',
      relayOnly,
      guests: [],
      language: 'en',
    } as const
    const meeting = newMeeting(plan, doctor, random.id, now())
    await store.meetings.insert(meeting)
    return meeting
  }

  async function invitePatient(meeting: MeetingRecord, code: string): Promise<void> {
    const patient = meeting.participants.find(({ role }) => role === 'patient')
    if (patient) await issueInvite(meeting, patient, code)
  }

  async function renew(before: State): Promise<State> {
    if (before.phase === 'retired') return before
    const meeting = await store.meetings.forDoctor(before.doctorId, before.roomId)
    if (meeting && meeting.state !== 'ended') return before
    const next = await makeMeeting({ accountId: before.doctorId, name: before.doctorName })
    await invitePatient(next, before.patientCode)
    // Retired meanwhile: the new meeting is the sample's no more than the old one.
    if (state.phase === 'open') state = { ...before, roomId: next.roomId }
    return state
  }

  function renewed(): Promise<State> {
    const start = () => renew(state)
    // What went wrong for the one before is told to them; this one tries again.
    renewing = renewing.then(start, start)
    return renewing
  }

  return {
    isOpen: () => state.phase === 'open',
    links: () => (state.phase === 'open' ? state.links : null),
    async asDoctor(secret) {
      if (state.phase === 'retired' || !same(secret, state.links.doctorSecret)) return null
      const current = await renewed()
      return current.phase === 'open' ? { accountId: current.doctorId, callUrl: callUrl(current.roomId) } : null
    },
    isAdministratorCode(typed) {
      return state.phase === 'open' && same(readCode(typed) ?? '', readCode(state.links.administratorCode) ?? '?')
    },
    async renewIfOver(codeHash) {
      if (state.phase === 'open' && same(codeHash, hashOf(state.patientCode))) await renewed()
    },
    async retire() {
      if (state.phase === 'retired') return
      const { doctorId } = state
      state = { phase: 'retired' }
      for (let after: string | null = null, more = true; more; ) {
        const page: { meetings: MeetingRecord[]; next: string | null } = await store.meetings.ofDoctor(doctorId, {
          after,
          limit: 50,
        })
        for (const meeting of page.meetings) rooms.end(meeting.roomId, 'administrator')
        after = page.next
        more = after !== null
      }
      await store.accounts.retireSample()
    },
  }
}

function sampleDoctor(accountId: AccountId, createdAt: Millis): AccountRecord {
  return {
    schema: 2,
    accountId,
    // Nobody signs in by it (there is no password), and nobody will want it.
    signInName: `sample-${accountId}`,
    name: 'Dr. Sample',
    roles: ['doctor'],
    passwordHash: null,
    sample: true,
    disabled: false,
    createdAt,
  }
}

/** In a time that does not tell how much of it was right. */
function same(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(given)), Buffer.from(hashOf(expected)))
}
