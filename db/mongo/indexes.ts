import type { IndexDescription } from 'mongodb'
import type { Collections } from './documents.ts'

/**
 * Every index, by collection. Equality first, then what is sorted by, then the key that settles equal ones: so each page of a list
 * is read off one index from where it starts, whatever the filter.
 */
export const INDEXES = {
  accounts: [
    { name: 'sign-in-name', key: { 'record.signInName': 1 }, unique: true },
    // Decides of two first accounts, and of two samples, which one is.
    { name: 'sole', key: { sole: 1 }, unique: true, sparse: true },
    { name: 'sample', key: { 'record.sample': 1 } },
  ],
  sessions: [
    { name: 'account', key: { 'record.holder.accountId': 1 } },
    { name: 'seat', key: { 'record.holder.roomId': 1, 'record.holder.participantId': 1 } },
    { name: 'expiry', key: { 'record.expiresAt': 1 } },
  ],
  invites: [
    { name: 'seat', key: { 'record.roomId': 1, 'record.participantId': 1 } },
    { name: 'expiry', key: { 'record.expiresAt': 1 } },
  ],
  meetings: [
    { name: 'doctors-list', key: { 'record.doctorId': 1, open: -1, 'record.listedAt': -1, _id: -1 } },
    { name: 'listed', key: { 'record.listedAt': -1, _id: -1 } },
    { name: 'doctor', key: { 'record.doctorId': 1, 'record.listedAt': -1, _id: -1 } },
    { name: 'state', key: { 'record.state': 1, 'record.listedAt': -1, _id: -1 } },
    { name: 'outcome', key: { 'record.outcome': 1, 'record.listedAt': -1, _id: -1 } },
    { name: 'doctor-state', key: { 'record.doctorId': 1, 'record.state': 1, 'record.listedAt': -1, _id: -1 } },
    { name: 'doctor-outcome', key: { 'record.doctorId': 1, 'record.outcome': 1, 'record.listedAt': -1, _id: -1 } },
    // Figures are added up from this index alone.
    { name: 'figures', key: { 'record.day': 1, 'record.outcome': 1, 'record.path': 1, 'record.connectMs': 1 } },
    { name: 'unstripped', key: { 'record.stripped': 1, 'record.listedAt': 1 } },
  ],
  audit: [],
  marks: [],
} as const satisfies Record<keyof Collections, readonly IndexDescription[]>

/** Makes what is not there; what is there stays. */
export async function makeIndexes(collections: Collections): Promise<void> {
  await Promise.all([
    collections.accounts.createIndexes([...INDEXES.accounts]),
    collections.sessions.createIndexes([...INDEXES.sessions]),
    collections.invites.createIndexes([...INDEXES.invites]),
    collections.meetings.createIndexes([...INDEXES.meetings]),
  ])
}
