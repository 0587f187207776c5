import fc from 'fast-check'
import type { Store } from '../../../db/port.ts'
import {
  accountRecord,
  inviteRecord,
  meetingRecord,
  participantRecord,
  participantSession,
  sampleRecord,
  staffSession,
} from '../../support/stored-records.ts'

/** One question or change, put to both stores alike. `run` numbers the trial, so that each has records of its own. */
export interface Act {
  readonly name: string
  readonly on: (store: Store, run: number) => Promise<unknown>
}

/** A rejection is an answer as well. */
export async function answered(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => ({ value }),
    () => 'rejected',
  )
}

const few = fc.nat({ max: 3 })
const path = fc.constantFrom('direct' as const, 'relay' as const)
const quality = fc.constantFrom('good' as const, 'fair' as const, 'poor' as const)
const verdict = fc.constantFrom('video' as const, 'sound-only' as const, 'text-only' as const)
const feedback = fc.constantFrom('good' as const, 'mixed' as const, 'bad' as const)
const order = fc.constantFrom('newest' as const, 'oldest' as const)
const state = fc.constantFrom(null, 'scheduled' as const, 'waiting' as const, 'active' as const, 'ended' as const)
const outcome = fc.constantFrom(null, 'connected' as const, 'not-connected' as const, 'nobody-came' as const)
/** Far enough apart that a use is never too soon after the last one to be noted. */
const at = fc.integer({ min: 1, max: 40 }).map((ten) => ten * 10_000)

function id(run: number, kind: number, index: number): string {
  return `${String(run).padStart(6, '0')}${kind}${String(index).padStart(5, '0')}`
}
const doctorId = (run: number, index: number) => id(run, 1, index % 2)
const roomId = (run: number, index: number) => id(run, 2, index)
/** Index 0 and 1 are in the room, others are not. */
const participantId = (run: number, room: number, index: number) => id(run, 3, room * 10 + index)
const hash = (run: number, index: number) => id(run, 4, index).padStart(64, '0')

export const anyChange: fc.Arbitrary<Act> = fc.oneof(
  act('insert', fc.tuple(few, few, at, fc.option(at)), (store, run, [room, doctor, createdAt, startsAt]) =>
    store.meetings.insert(
      meetingRecord({
        roomId: roomId(run, room),
        doctorId: doctorId(run, doctor),
        createdAt,
        startsAt,
        participants: [
          participantRecord({ participantId: participantId(run, room, 0), role: 'doctor' }),
          participantRecord({ participantId: participantId(run, room, 1) }),
        ],
      }),
    ),
  ),
  act('noteConsent', fc.tuple(few, few, at), (store, run, [room, part, when]) =>
    store.meetings.noteConsent(roomId(run, room), participantId(run, room, part), {
      name: `Person ${when}`,
      consentVersion: '2026-11',
      at: when,
    }),
  ),
  act('noteJoined', fc.tuple(few, few, at), (store, run, [room, part, when]) =>
    store.meetings.noteJoined(roomId(run, room), participantId(run, room, part), when),
  ),
  act('noteLeft', fc.tuple(few, few, at), (store, run, [room, part, when]) =>
    store.meetings.noteLeft(roomId(run, room), participantId(run, room, part), when),
  ),
  act('noteActive', fc.tuple(few, at), (store, run, [room, when]) =>
    store.meetings.noteActive(roomId(run, room), when),
  ),
  act('noteConnected', fc.tuple(few, few, path, at), (store, run, [room, part, by, afterMs]) =>
    store.meetings.noteConnected(roomId(run, room), participantId(run, room, part), { path: by, afterMs }),
  ),
  act('noteQuality', fc.tuple(few, few, quality), (store, run, [room, part, said]) =>
    store.meetings.noteQuality(roomId(run, room), participantId(run, room, part), said),
  ),
  act('noteAdmitted', fc.tuple(few, few, fc.option(at)), (store, run, [room, part, when]) =>
    store.meetings.noteAdmitted(roomId(run, room), participantId(run, room, part), when),
  ),
  act('noteCheck', fc.tuple(few, few, verdict, at), (store, run, [room, part, found, when]) =>
    store.meetings.noteCheck(roomId(run, room), participantId(run, room, part), { verdict: found, at: when }),
  ),
  act('giveFeedback', fc.tuple(few, few, feedback), (store, run, [room, part, said]) =>
    store.meetings.giveFeedback(roomId(run, room), participantId(run, room, part), said),
  ),
  act('keepNote', fc.tuple(few, few, fc.option(fc.constantFrom('sealed', 'sealed again'))), (store, run, told) => {
    const [room, doctor, sealed] = told
    return store.meetings.keepNote(roomId(run, room), doctorId(run, doctor), sealed)
  }),
  act('move', fc.tuple(few, few, few), (store, run, [room, from, to]) =>
    store.meetings.move(roomId(run, room), doctorId(run, from), {
      accountId: doctorId(run, to),
      name: `Dr. ${to}`,
      participantId: participantId(run, room, 4 + to),
    }),
  ),
  act('sweep', fc.tuple(at, at, few), (store, _run, [before, now, limit]) =>
    store.clinic.sweep({ before: before / 4, now: now / 4, limit }),
  ),
  act('append', at, (store, _run, when) =>
    store.audit.append({ at: when, actor: null, action: 'system-checked', target: null, detail: '' }),
  ),
  act('change', fc.tuple(few, fc.boolean()), (store, run, [account, disabled]) =>
    store.accounts.change(doctorId(run, account), { disabled }),
  ),
  act('end', fc.tuple(few, at), (store, run, [room, when]) => store.meetings.end(roomId(run, room), 'doctor', when)),
  act('add', fc.tuple(few, few), (store, run, [account, name]) =>
    store.accounts.add(accountRecord({ accountId: doctorId(run, account), signInName: `name.${run}.${name}` })),
  ),
  act('addFirst', few, (store, run, account) =>
    store.accounts.addFirst(accountRecord({ accountId: id(run, 5, account), signInName: `first.${run}.${account}` })),
  ),
  act('retireSample', few, (store) => store.accounts.retireSample()),
  act('open staff', fc.tuple(few, few, at), (store, run, [session, account, when]) =>
    store.sessions.open(
      staffSession(doctorId(run, account), { secretHash: hash(run, session), lastUsedAt: when, expiresAt: 300_000 }),
    ),
  ),
  act('open participant', fc.tuple(few, few, few), (store, run, [session, room, part]) =>
    store.sessions.open({
      ...participantSession(roomId(run, room), participantId(run, room, part)),
      secretHash: hash(run, session),
      lastUsedAt: 0,
    }),
  ),
  act('touch', fc.tuple(few, at), (store, run, [session, when]) => store.sessions.touch(hash(run, session), when)),
  act('close', few, (store, run, session) => store.sessions.close(hash(run, session))),
  act('closeAllOf', few, (store, run, account) => store.sessions.closeAllOf(doctorId(run, account))),
  act('closeAllOfParticipant', fc.tuple(few, few), (store, run, [room, part]) =>
    store.sessions.closeAllOfParticipant(roomId(run, room), participantId(run, room, part)),
  ),
  act('issue', fc.tuple(few, few, few, at), (store, run, [code, room, part, expiresAt]) =>
    store.invites.issue(
      inviteRecord(roomId(run, room), participantId(run, room, part), { codeHash: hash(run, code), expiresAt }),
    ),
  ),
  act('revokeAllOf', fc.tuple(few, few), (store, run, [room, part]) =>
    store.invites.revokeAllOf(roomId(run, room), participantId(run, room, part)),
  ),
)

export const anyQuestion: fc.Arbitrary<Act> = fc.oneof(
  act('anyReal', few, (store) => store.accounts.anyReal()),
  act('sample', few, (store) => store.accounts.sample(() => ({ ...sampleRecord(), accountId: '0000000samp0' }))),
  act('byId', few, (store, run, account) => store.accounts.byId(doctorId(run, account))),
  act('bySignInName', few, (store, run, name) => store.accounts.bySignInName(`name.${run}.${name}`)),
  act('find session', fc.tuple(few, at, at), (store, run, [session, now, idleMs]) =>
    store.sessions.find(hash(run, session), now, idleMs),
  ),
  act('find invite', fc.tuple(few, at), (store, run, [code, now]) => store.invites.find(hash(run, code), now)),
  act(
    'clinic meetings',
    fc.tuple(few, state, outcome, order, fc.integer({ min: 1, max: 5 })),
    async (store, run, told) => {
      const [doctor, inState, withOutcome, by, limit] = told
      const query = {
        from: null,
        to: 300_000,
        doctorId: doctor < 2 ? doctorId(run, doctor) : null,
        state: inState,
        outcome: withOutcome,
      }
      const first = await store.clinic.meetings(query, { order: by, after: null, limit })
      const second = await store.clinic.meetings(query, { order: by, after: first.next, limit })
      return [first, second, await store.clinic.count(query, 7)]
    },
  ),
  act('figures', few, (store) => store.clinic.figures('1970-01-01', '1970-01-02')),
  act('trail', few, (store, _run, limit) => store.audit.page({ before: null, limit: limit + 1 })),
  act('forDoctor', fc.tuple(few, few), (store, run, [doctor, room]) =>
    store.meetings.forDoctor(doctorId(run, doctor), roomId(run, room)),
  ),
  act('forParticipant', fc.tuple(few, few, few), (store, run, [room, other, part]) =>
    store.meetings.forParticipant(participantId(run, other, part), roomId(run, room)),
  ),
  act('ofDoctor', fc.tuple(few, fc.integer({ min: 1, max: 3 })), async (store, run, [doctor, limit]) => {
    const first = await store.meetings.ofDoctor(doctorId(run, doctor), { after: null, limit })
    return [first, await store.meetings.ofDoctor(doctorId(run, doctor), { after: first.next, limit })]
  }),
)

function act<T>(
  name: string,
  drawn: fc.Arbitrary<T>,
  on: (store: Store, run: number, drawn: T) => Promise<unknown>,
): fc.Arbitrary<Act> {
  return drawn.map((value) => ({
    name: `${name} ${JSON.stringify(value)}`,
    on: (store, run) => on(store, run, value),
    toString: () => `${name} ${JSON.stringify(value)}`,
  }))
}
