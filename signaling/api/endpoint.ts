import type { AccountRecord } from '../../db/records.ts'
import type { CallerAs } from '../contract/routes.ts'
import { ROUTES, type RouteFor, type RouteInput, type RouteName, type RouteParams } from '../contract/routes.ts'
import type { HttpReply } from '../http.ts'
import type { Callers, Seat, Visitor } from './callers.ts'
import { createInputCheck, type InputCheck } from './input-check.ts'
import { failed, type Outcome } from './outcome.ts'
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
export type StaffHandler<N extends NameFor<'staff'>> = (
  call: Call<N> & { readonly account: AccountRecord },
) => Promise<Outcome<N>>
export type SeatHandler<N extends NameFor<'participant'>> = (
  call: Call<N> & { readonly seat: Seat },
) => Promise<Outcome<N>>

/** A route that can be called: `given` is the caller's input as parsed and not checked. */
export interface Endpoint<N extends RouteName = RouteName> {
  readonly name: N
  run(visitor: Visitor, params: Readonly<Record<string, string>>, given: unknown): Promise<HttpReply>
}

/** Puts before each handler what its row in ROUTES asks for: the caller, the parameters, the input. */
export function createEndpoints(callers: Callers) {
  return {
    open<N extends NameFor<'anybody'>>(name: N, handle: OpenHandler<N>): Endpoint<N> {
      return {
        name,
        run: (visitor, params, given) => whenRight(name, params, given, (call) => handle({ ...call, visitor })),
      }
    },

    /** Asks for the session before it looks at the input: strangers learn nothing from it. */
    staff<N extends NameFor<'staff'>>(name: N, handle: StaffHandler<N>): Endpoint<N> {
      return {
        name,
        async run(visitor, params, given) {
          const account = await callers.account(visitor)
          if (!account) return failureReply(failed('not-signed-in'))
          return whenRight(name, params, given, (call) => handle({ ...call, visitor, account }))
        },
      }
    },

    participant<N extends NameFor<'participant'>>(name: N, handle: SeatHandler<N>): Endpoint<N> {
      return {
        name,
        run: (visitor, params, given) =>
          whenRight(name, params, given, async (call) => {
            const door: { as?: CallerAs } = call.input
            const { roomId }: { roomId: string } = call.params
            const seat = await callers.seat(visitor, roomId, door.as)
            if (typeof seat === 'string') return failed(seat)
            return handle({ ...call, visitor, seat })
          }),
      }
    },
  }
}

async function whenRight<N extends RouteName>(
  name: N,
  params: Readonly<Record<string, string>>,
  given: unknown,
  handle: (call: Omit<Call<N>, 'visitor'>) => Promise<Outcome<N> | ReturnType<typeof failed>>,
): Promise<HttpReply> {
  // A room id that cannot be one leads nowhere, like one that nobody has.
  if (!areParams(name, params)) return failureReply(failed('not-found'))
  const input = CHECKS[name].input.tidied(given)
  if (!isInput(name, input)) {
    return failureReply(failed('invalid-input', { fields: CHECKS[name].input.wrongFields(input) }))
  }
  const outcome = await handle({ params, input })
  return outcome.ok ? successReply(ROUTES[name].status, outcome) : failureReply(outcome)
}

const CHECKS = checksOf(ROUTES)

function isInput<N extends RouteName>(name: N, value: unknown): value is RouteInput<N> {
  return CHECKS[name].input.isRight(value)
}

function areParams<N extends RouteName>(name: N, value: unknown): value is RouteParams<N> {
  return CHECKS[name].params.isRight(value)
}

function checksOf(routes: typeof ROUTES): Record<RouteName, { params: InputCheck; input: InputCheck }> {
  const check = (name: RouteName) => ({
    params: createInputCheck(routes[name].params),
    input: createInputCheck(routes[name].input),
  })
  return {
    createMeeting: check('createMeeting'),
    signIn: check('signIn'),
    signOut: check('signOut'),
    account: check('account'),
    setUp: check('setUp'),
    trySample: check('trySample'),
    meetings: check('meetings'),
    meeting: check('meeting'),
    issueInvite: check('issueInvite'),
    endMeeting: check('endMeeting'),
    redeem: check('redeem'),
    call: check('call'),
    ticket: check('ticket'),
    reportProblem: check('reportProblem'),
  }
}
