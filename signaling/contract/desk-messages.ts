import Type, { type Static } from 'typebox'
import { Ping, ProtocolVersion } from './client-messages.ts'
import { Arrivals } from './desk.ts'
import { Secret } from './ids.ts'
import { Draining, Pong, Refused } from './server-messages.ts'

const closed = { additionalProperties: false } as const

/** "Show me who arrives": a doctor's own page, with a ticket of `POST /api/desk/ticket`. The first message of such a socket. */
export const WatchDesk = Type.Object(
  { type: Type.Literal('watch-desk'), version: ProtocolVersion, ticket: Secret },
  closed,
)

/** Everything a desk's page may say. Unions of their own: no call page carries them. */
export const DeskRequest = Type.Union([WatchDesk, Ping])
export type DeskRequest = Static<typeof DeskRequest>

/** The whole desk, at once and after every change. */
export const Desk = Type.Object({ type: Type.Literal('desk'), arrivals: Arrivals }, closed)

/** Everything the server may say to a desk's page. */
export const DeskMessage = Type.Union([Desk, Draining, Refused, Pong])
export type DeskMessage = Static<typeof DeskMessage>
export type DeskMessageOf<T extends DeskMessage['type']> = Extract<DeskMessage, { type: T }>
