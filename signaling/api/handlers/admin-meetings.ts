import { readAccountNames } from '../../accounts/account-names.ts'
import type { MeetingFilter } from '../../contract/admin.ts'
import { adminMeeting } from '../../meetings/admin-meeting.ts'
import { keptFrom } from '../../meetings/kept-from.ts'
import { filterWords, queryOf } from '../../meetings/meeting-filter.ts'
import { sayEnded } from '../../meetings/say-ended.ts'
import type { AdminHandler } from '../endpoint.ts'
import { failed, wrongField } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'

const PAGE = 50
/** An exact total of a filtered million is dear: counted no further. */
const MOST_COUNTED = 10_000

/** The clinic's meetings as its administrators see them. */
export function adminMeetingHandlers(
  ports: Pick<ApiPorts, 'store' | 'rooms' | 'clock' | 'log' | 'record' | 'about' | 'announce'>,
): {
  adminMeetings: AdminHandler<'adminMeetings'>
  adminMeeting: AdminHandler<'adminMeeting'>
  adminEndMeeting: AdminHandler<'adminEndMeeting'>
} {
  const { store, rooms, clock, record, about } = ports
  const oldestKept = () => keptFrom(clock.now(), about.retentionDays)

  async function shown(roomId: string) {
    const meeting = await store.clinic.meeting(roomId)
    if (!meeting) return null
    const names = await readAccountNames(store.accounts)
    await names.learn([meeting.doctorId])
    return adminMeeting(meeting, oldestKept(), names.nameOf)
  }

  return {
    async adminMeetings({ input: { after, ...filter }, account }) {
      const query = queryOf(filter, oldestKept())
      if (typeof query === 'string') return wrongField(query)
      await record(account.accountId, 'meetings-listed', null, listedWords(filter, after))
      const [{ meetings, next }, total, names] = await Promise.all([
        store.clinic.meetings(query, { order: filter.order ?? 'newest', after: after ?? null, limit: PAGE }),
        store.clinic.count(query, MOST_COUNTED + 1),
        readAccountNames(store.accounts),
      ])
      await names.learn(meetings.map(({ doctorId }) => doctorId))
      const from = oldestKept()
      const doctors = names.all.filter(({ roles }) => roles.includes('doctor'))
      return {
        ok: true,
        data: {
          meetings: meetings.map((meeting) => adminMeeting(meeting, from, names.nameOf)),
          next,
          total: Math.min(total, MOST_COUNTED),
          capped: total > MOST_COUNTED,
          doctors: doctors.map(({ accountId, name }) => ({ accountId, name })),
        },
      }
    },

    async adminMeeting({ params, account }) {
      await record(account.accountId, 'meetings-listed', params.roomId, 'one meeting')
      const data = await shown(params.roomId)
      return data ? { ok: true, data } : failed('not-found')
    },

    async adminEndMeeting({ params, account }) {
      const { roomId } = params
      const ended = await store.meetings.end(roomId, 'administrator', clock.now())
      if (ended === 'unknown') return failed('not-found')
      // Said again for a meeting that had ended already: whoever ended it may not have come this far.
      rooms.end(roomId, 'administrator')
      if (ended === 'ended') {
        sayEnded(ports, roomId, 'administrator')
        await record(account.accountId, 'meeting-ended', roomId, '')
      }
      const data = await shown(roomId)
      return data ? { ok: true, data } : failed('not-found')
    },
  }
}

function listedWords(filter: MeetingFilter, after: string | undefined): string {
  return `${filterWords(filter)}${after === undefined ? '' : ' (a later page)'}`
}
