import type { CallerAs } from '../contract/caller-as.ts'
import type { RoomId } from '../contract/ids.ts'
import { ROUTES, type RouteFor, type RouteInput, type RouteName, type RouteParams } from '../contract/routes.ts'
import type { HttpReply } from '../http.ts'
import type { Callers, Seat, StaffCaller, Visitor } from './callers.ts'
import { createInputCheck } from './input-check.ts'
import { type Failure, failed, type Outcome } from './outcome.ts'
import { failureReply, successReply } from './reply.ts'

/** What a handler gets: checked input and who asks. */
export interface Call<N extends RouteName> {
  readonly params: RouteParams<N>
  readonly input: RouteInput<N>
  readonly visitor: Visitor
}
export type NameFor<F extends RouteFor> = {
  [N in RouteName]: (typeof ROUTES)[N]['for'] extends F ? N : never
}[RouteName]

export type OpenHandler<N extends NameFor<'anybody'>> = (call: Call<N>) => Promise<Outcome<N>>
export type StaffHandler<N extends NameFor<'staff' | 'admin'>> = (call: Call<N> & StaffCaller) => Promise<Outcome<N>>
export type AdminHandler<N extends NameFor<'admin'>> = StaffHandler<N>
export type SeatHandler<N extends NameFor<'participant'>> = (
  call: Call<N> & { readonly seat: Seat },
) => Promise<Outcome<N>>

/** A request whose route is known: `given` is the caller's input as parsed and not checked. */
export interface Asked {
  readonly visitor: Visitor
  readonly params: Readonly<Record<string, string>>
  readonly given: unknown
}

export interface Endpoint<N extends RouteName = RouteName> {
  readonly name: N
  run(asked: Asked): Promise<HttpReply>
}

/** Puts before each handler what its row in ROUTES asks for: the caller, the parameters, the input. */
export function createEndpoints(callers: Callers) {
  return {
    open<N extends NameFor<'anybody'>>(name: N, handle: OpenHandler<N>): Endpoint<N> {
      const whenRight = checking(name)
      return { name, run: (asked) => whenRight(asked, handle) }
    },

    /** Asks for the session before it looks at the input: strangers learn nothing from it. */
    staff<N extends NameFor<'staff'>>(name: N, handle: StaffHandler<N>): Endpoint<N> {
      const whenRight = checking(name)
      return {
        name,
        async run(asked) {
          const caller = await callers.staff(asked.visitor)
          if (!caller) return failureReply(failed('not-signed-in'))
          return whenRight(asked, (call) => handle({ ...call, ...caller }))
        },
      }
    },

    admin<N extends NameFor<'admin'>>(name: N, handle: AdminHandler<N>): Endpoint<N> {
      const whenRight = checking(name)
      return {
        name,
        async run(asked) {
          const caller = await administrator(callers, asked.visitor)
          return caller.ok ? whenRight(asked, (call) => handle({ ...call, ...caller.staff })) : failureReply(caller)
        },
      }
    },

    participant<N extends NameFor<'participant'>>(name: N, handle: SeatHandler<N>): Endpoint<N> {
      const whenRight = checking(name)
      return {
        name,
        run: (asked) =>
          whenRight(asked, async (call) => {
            const door: { as?: CallerAs } = call.input
            const where: { roomId: RoomId } = call.params
            const seat = await callers.seat(call.visitor, where.roomId, door.as)
            return typeof seat === 'string' ? failed(seat) : handle({ ...call, seat })
          }),
      }
    },
  }
}

/** The administrator's door. Strangers and doctors alike learn nothing of what is behind it. */
export async function administrator(
  callers: Callers,
  visitor: Visitor,
): Promise<{ ok: true; staff: StaffCaller } | Failure<'not-signed-in' | 'not-allowed'>> {
  const staff = await callers.staff(visitor)
  if (!staff) return failed('not-signed-in')
  return staff.account.roles.includes('admin') ? { ok: true, staff } : failed('not-allowed')
}

/** Checks, then handles. The schemas are compiled once, when the endpoint is made. */
function checking<N extends RouteName>(name: N) {
  const params = createInputCheck(ROUTES[name].params)
  const input = createInputCheck(ROUTES[name].input)
  const areParams = (value: unknown): value is RouteParams<N> => params.isRight(value)
  const isInput = (value: unknown): value is RouteInput<N> => input.isRight(value)

  return async function whenRight(
    asked: Asked,
    handle: (call: Call<N>) => Promise<Outcome<N> | Failure>,
  ): Promise<HttpReply> {
    // A room id that cannot be one leads nowhere, like one that nobody has.
    if (!areParams(asked.params)) return failureReply(failed('not-found'))
    const given = input.tidied(asked.given)
    if (!isInput(given)) return failureReply(failed('invalid-input', { fields: input.wrongFields(given) }))
    const outcome = await handle({ params: asked.params, input: given, visitor: asked.visitor })
    return outcome.ok ? successReply(ROUTES[name].status, outcome) : failureReply(outcome)
  }
}
