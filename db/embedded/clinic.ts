import type { RoomId } from '../../signaling/contract/ids.ts'
import { type ClinicPlace, clinicPlaceOf, readClinicPlace, writeClinicPlace } from '../meeting-order.ts'
import type { DayFigures, MeetingQuery } from '../port.ts'
import type { MeetingRecord } from '../records.ts'
import { clinicFilter } from './clinic-filter.ts'
import type { Database, Statement } from './database.ts'
import { dayFigures, FIGURES } from './day-figures.ts'
import { meetingDocument } from './documents.ts'

type Order = 'newest' | 'oldest'

export function clinicReads(db: Database) {
  const byRoom = db.prepare('SELECT document FROM meetings WHERE room_id = ?')
  const figures = db.prepare(FIGURES)
  const statements = new Map<string, Statement>()

  /** One for each combination of conditions: a dozen in all. */
  function prepared(sql: string): Statement {
    const statement = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, statement)
    return statement
  }

  return {
    'clinic.meetings': (
      query: MeetingQuery,
      { order, after, limit }: { order: Order; after: string | null; limit: number },
    ): { meetings: MeetingRecord[]; next: string | null } => {
      const place = after === null ? null : readClinicPlace(after)
      const filter = clinicFilter(query, place && { order, place })
      if (filter === 'nothing') return { meetings: [], next: null }
      const { source, values } = filter
      const page = prepared(`SELECT document ${source} ORDER BY ${ORDERS[order]} LIMIT ?`)
      // One more than asked for tells whether there is a next page.
      const rows = page.all(...values, limit + 1)
      const meetings = rows.slice(0, limit).map((row) => meetingDocument.read(row['document']))
      const last: ClinicPlace | undefined = meetings.map(clinicPlaceOf).at(-1)
      return { meetings, next: last && rows.length > limit ? writeClinicPlace(last) : null }
    },
    'clinic.count': (query: MeetingQuery, cap: number): number => {
      const filter = clinicFilter(query, null)
      if (filter === 'nothing') return 0
      const count = prepared(`SELECT count(*) AS n FROM (SELECT 1 ${filter.source} LIMIT ?)`)
      return Number(count.first(...filter.values, cap)?.['n'])
    },
    'clinic.figures': (fromDay: string, toDay: string): DayFigures[] => dayFigures(figures.all(fromDay, toDay)),
    'clinic.meeting': (roomId: RoomId): MeetingRecord | null => {
      const row = byRoom.first(roomId)
      return row ? meetingDocument.read(row['document']) : null
    },
  }
}

const ORDERS: Readonly<Record<Order, string>> = {
  newest: 'listed_at DESC, room_id DESC',
  oldest: 'listed_at, room_id',
}
