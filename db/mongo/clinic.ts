import { clinicPlaceOf, readClinicPlace, writeClinicPlace } from '../meeting-order.ts'
import { stripped } from '../meeting-retention.ts'
import type { Clinic, DayFigures } from '../port.ts'
import type { Asking } from './asking.ts'
import { untilAnswered } from './changes.ts'
import { type Collections, meetingFormat as format } from './documents.ts'
import { createTurns } from './in-turn.ts'
import { countedOfClinic, ofClinic } from './meeting-queries.ts'
import type { ChangeMeeting } from './meetings.ts'

export function mongoClinic({ ask }: Asking, collections: Collections, change: ChangeMeeting): Clinic {
  const { meetings: collection, sessions, invites } = collections

  const inTurn = createTurns()

  /** The rooms of meetings whose personal parts are due, oldest first. */
  const due = (before: number, limit: number) =>
    ask(async () => {
      // To the server no limit at all.
      if (limit === 0) return []
      const filter = { 'record.stripped': false, 'record.listedAt': { $lt: before } }
      const documents = await collection
        .find(filter, { projection: { _id: 1 } })
        .sort({ 'record.listedAt': 1 })
        .limit(limit)
        .toArray()
      return documents.map(({ _id }) => _id)
    })

  return {
    meetings: (query, { order, after, limit }) =>
      ask(async () => {
        const listing = ofClinic(query, order, after === null ? null : readClinicPlace(after))
        if (!listing) return { meetings: [], next: null }
        // One more than asked for tells whether there is a next page.
        const documents = await collection
          .find(listing.filter)
          .sort({ ...listing.sort })
          .limit(limit + 1)
          .toArray()
        const meetings = documents.slice(0, limit).map((document) => format.read(document))
        const last = meetings.at(-1)
        return { meetings, next: last && documents.length > limit ? writeClinicPlace(clinicPlaceOf(last)) : null }
      }),
    count: (query, cap) =>
      ask(async () => {
        const filter = countedOfClinic(query)
        return filter === null || cap === 0 ? 0 : await collection.countDocuments(filter, { limit: cap })
      }),
    figures: (fromDay, toDay) =>
      ask(async () => {
        const days = collection.aggregate<Grouped>([
          { $match: { 'record.day': { $gte: fromDay, $lte: toDay } } },
          GROUP_BY_DAY,
          { $sort: { _id: 1 } },
        ])
        return (await days.toArray()).map(({ _id, ...figures }) => ({ day: _id, ...figures }))
      }),
    meeting: (roomId) =>
      ask(async () => {
        const document = await collection.findOne({ _id: roomId })
        return document && format.read(document)
      }),
    sweep: (told) => inTurn('sweep', () => sweep(told)),
  }

  async function sweep({ before, now, limit }: Parameters<Clinic['sweep']>[0]): Promise<{ stripped: number }> {
    const rooms = await due(before, limit)
    if (rooms.length > 0) {
      await ask((inTime) =>
        untilAnswered(async () => {
          await invites.deleteMany({ 'record.roomId': { $in: rooms } })
          await sessions.deleteMany({ 'record.holder.roomId': { $in: rooms } })
        }, inTime),
      )
    }
    let done = 0
    for (const roomId of rooms) {
      const said = await change(roomId, (meeting) =>
        meeting.stripped ? { said: 'as-it-was', meeting: null } : { said: 'stripped', meeting: stripped(meeting) },
      )
      if (said === 'stripped') done += 1
    }
    await ask(async () => {
      await sessions.deleteMany({ 'record.expiresAt': { $lte: now } })
      await invites.deleteMany({ 'record.expiresAt': { $lte: now } })
    })
    return { stripped: done }
  }
}

type Grouped = Omit<DayFigures, 'day'> & { _id: string }

const isConnected = { $eq: ['$record.outcome', 'connected'] }
const oneIf = (condition: object) => ({ $sum: { $cond: [condition, 1, 0] } })

const GROUP_BY_DAY = {
  $group: {
    _id: '$record.day',
    meetings: { $sum: 1 },
    connected: oneIf(isConnected),
    notConnected: oneIf({ $eq: ['$record.outcome', 'not-connected'] }),
    nobodyCame: oneIf({ $eq: ['$record.outcome', 'nobody-came'] }),
    relayed: oneIf({ $and: [isConnected, { $eq: ['$record.path', 'relay'] }] }),
    connectMsSum: { $sum: '$record.connectMs' },
    // Nothing sorts below a number but null and what is not there.
    connectMsCount: oneIf({ $gt: ['$record.connectMs', null] }),
  },
}
