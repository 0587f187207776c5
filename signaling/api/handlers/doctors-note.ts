import { asKept } from '../../../db/meeting-retention.ts'
import type { MeetingRecord } from '../../../db/records.ts'
import type { DoctorsNote } from '../../contract/goodbye-routes.ts'
import { keptFrom } from '../../meetings/kept-from.ts'
import type { StaffHandler } from '../endpoint.ts'
import { failed } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'

/** The doctor's own note on one of their meetings. It leaves this file sealed, or to the doctor who wrote it. */
export function doctorsNoteHandlers(ports: Pick<ApiPorts, 'store' | 'clock' | 'log' | 'about' | 'notes'>): {
  doctorsNote: StaffHandler<'doctorsNote'>
  keepDoctorsNote: StaffHandler<'keepDoctorsNote'>
} {
  const { store, clock, log, about, notes } = ports

  function asNow(meeting: MeetingRecord): MeetingRecord {
    return asKept(meeting, keptFrom(clock.now(), about.retentionDays))
  }

  function opened(meeting: MeetingRecord): DoctorsNote {
    const { roomId, note } = asNow(meeting)
    if (notes === null) return { is: 'not-possible' }
    if (note === null) return { is: 'none' }
    const text = notes.open(roomId, note)
    return text === null ? { is: 'unreadable' } : { is: 'kept', note: text }
  }

  return {
    async doctorsNote({ params, account }) {
      const meeting = await store.meetings.forDoctor(account.accountId, params.roomId)
      return meeting ? { ok: true, data: opened(meeting) } : failed('not-found')
    },

    async keepDoctorsNote({ params, input, account }) {
      const { roomId } = params
      const meeting = await store.meetings.forDoctor(account.accountId, roomId)
      // Past its time nobody would see the note again, though the sweeper may be yet to come.
      if (!meeting || asNow(meeting).stripped) return failed('not-found')
      if (notes === null) return failed('notes-not-possible')
      // As browsers' forms write line ends (HTML, 4.10.21.4) they would count twice.
      const note = input.note.replace(/\r\n?/g, '\n')
      // Whoever has the key may still want the note that is there; deleting it takes an empty one.
      if (note !== '' && opened(meeting).is === 'unreadable') return failed('note-unreadable')
      const sealed = note === '' ? null : notes.seal(roomId, note)
      if ((await store.meetings.keepNote(roomId, account.accountId, sealed)) === 'unknown') return failed('not-found')
      log({ event: sealed === null ? 'doctors-note-deleted' : 'doctors-note-kept', roomId })
      return { ok: true, data: note === '' ? { is: 'none' } : { is: 'kept', note } }
    },
  }
}
