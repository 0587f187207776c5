import type { MeetingQuery } from '../../db/port.ts'
import type { MeetingRecord } from '../../db/records.ts'
import { readAccountNames } from '../accounts/account-names.ts'
import type { MeetingFilter } from '../contract/admin.ts'
import { MEETINGS_CSV } from '../contract/admin-routes.ts'
import type { Millis } from '../contract/ids.ts'
import type { HttpReply, HttpRequest } from '../http.ts'
import { adminMeeting } from '../meetings/admin-meeting.ts'
import { BYTE_ORDER_MARK, csvLine } from '../meetings/csv.ts'
import { dayOf } from '../meetings/day.ts'
import { keptFrom } from '../meetings/kept-from.ts'
import { filterWords, queryOf } from '../meetings/meeting-filter.ts'
import { CSV_HEADINGS, meetingCells } from '../meetings/meetings-csv.ts'
import type { Callers } from './callers.ts'
import { administrator } from './endpoint.ts'
import { createInputCheck } from './input-check.ts'
import { failed, wrongField } from './outcome.ts'
import type { ApiPorts } from './ports.ts'
import { readInput } from './read-input.ts'
import { failureReply } from './reply.ts'

/**
 * Few enough that writing them down takes half a millisecond, and then a pause: relayed messages go first, and an export may take the
 * processor for a part of the time alone. A million meetings take some minutes.
 */
const PAGE = 25
const PAUSE_MS = 1

type MeetingPage = { meetings: MeetingRecord[]; next: string | null }

/** The meetings of a filter as a file, however many: a page at a time is in memory, and no faster read than it is taken. */
export function createMeetingsExport(
  ports: Pick<ApiPorts, 'store' | 'clock' | 'record' | 'about'> & { callers: Callers },
): (request: HttpRequest) => Promise<HttpReply> {
  const { store, clock, record, about, callers } = ports
  const check = createInputCheck(MEETINGS_CSV.input)
  const isFilter = (value: unknown): value is MeetingFilter => check.isRight(value)

  return async (request) => {
    if (request.method !== 'GET') return failureReply(failed('method-not-allowed'), { Allow: 'GET' })
    const caller = await administrator(callers, callers.visitor(request))
    if (!caller.ok) return failureReply(caller)
    const read = readInput(request)
    const filter = read.ok ? check.tidied(read.value) : null
    if (!isFilter(filter)) return failureReply(failed('invalid-input', { fields: check.wrongFields(filter) }))
    const oldestKept = keptFrom(clock.now(), about.retentionDays)
    const query = queryOf(filter, oldestKept)
    if (typeof query === 'string') return failureReply(wrongField(query))
    await record(caller.staff.account.accountId, 'meetings-exported', null, filterWords(filter))
    return {
      status: 200,
      headers: {
        'Content-Type': 'text/csv; charset=utf-8; header=present',
        'Content-Disposition': `attachment; filename="meetings-${dayOf(clock.now())}.csv"`,
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      },
      body: lines(query, filter.order ?? 'newest', oldestKept),
    }
  }

  async function* lines(query: MeetingQuery, order: 'newest' | 'oldest', oldestKept: Millis): AsyncGenerator<string> {
    const names = await readAccountNames(store.accounts)
    yield BYTE_ORDER_MARK + csvLine(CSV_HEADINGS)
    for (let after: string | null = null, more = true; more; ) {
      const page: MeetingPage = await store.clinic.meetings(query, { order, after, limit: PAGE })
      await names.learn(page.meetings.map(({ doctorId }) => doctorId))
      const rows = page.meetings.map((meeting) => meetingCells(adminMeeting(meeting, oldestKept, names.nameOf)))
      if (rows.length > 0) yield rows.map(csvLine).join('')
      await new Promise<void>((resolve) => void clock.after(PAUSE_MS, resolve))
      after = page.next
      more = after !== null
    }
  }
}
