import Type, { type Static } from 'typebox'
import { ClinicNote, NOTES_KEPT } from './clinic-note.ts'
import { AccountId, Millis, ParticipantId, RoomId } from './ids.ts'
import { Language } from './languages.ts'
import { MeetingTitle } from './meeting.ts'
import { MediaState, PersonName, Role } from './participant.ts'
import { NetworkCheck } from './visit.ts'

const closed = { additionalProperties: false } as const

/** How many people of the same doctor's other meetings are before somebody; 0: they are next. */
export const Place = Type.Integer({ minimum: 0, maximum: 10_000, title: 'Place' })
export type Place = Static<typeof Place>

/**
 * Where somebody is whom the doctor has not met yet: before the door; in the room, where the doctor is not; or before the door with a
 * page without scripts, which keeps their seat by refreshing itself.
 */
export const Where = Type.Union([Type.Literal('door'), Type.Literal('room'), Type.Literal('page')])
export type Where = Static<typeof Where>

/** Somebody who is there and whom the doctor has not met yet. */
export const Arrival = Type.Object(
  {
    roomId: RoomId,
    title: MeetingTitle,
    startsAt: Type.Union([Millis, Type.Null()]),
    participant: Type.Object({ id: ParticipantId, role: Role, name: PersonName }, closed),
    since: Millis,
    where: Where,
    /** The doctor has sent them back before the door. */
    held: Type.Boolean(),
    /** Their line is lost, their seat kept (R1). */
    away: Type.Boolean(),
    media: Type.Union([MediaState, Type.Null()]),
    check: Type.Union([NetworkCheck, Type.Null()]),
    /** In which they are written to. */
    language: Language,
    /** The newest, oldest first. */
    notes: Type.Array(ClinicNote, { maxItems: NOTES_KEPT }),
  },
  { ...closed, title: 'Arrival' },
)
export type Arrival = Static<typeof Arrival>

/** Everybody who has arrived in any of one doctor's meetings, in the order in which they are to be seen. */
export const Arrivals = Type.Array(Arrival, { maxItems: 100 })

/** Another doctor, to whom a visit can be moved. */
export const Colleague = Type.Object({ accountId: AccountId, name: PersonName }, { ...closed, title: 'Colleague' })
export type Colleague = Static<typeof Colleague>
