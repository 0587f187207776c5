import Type, { type Static, type TObject, type TSchema } from 'typebox'
import { ADMIN_ROUTES } from './admin-routes.ts'
import type { ApiErrorCode } from './api-errors.ts'
import { CallerAs } from './caller-as.ts'
import { CHECK_ROUTES } from './check-routes.ts'
import { DESK_ROUTES } from './desk-routes.ts'
import { GOODBYE_ROUTES } from './goodbye-routes.ts'
import { Millis, ParticipantId, RoomId, Secret } from './ids.ts'
import { INVITE_ROUTES, RequestId } from './invite-routes.ts'
import { Language } from './languages.ts'
import { EmailAddress } from './mail.ts'
import { Admission, Instant, InviteCode, IssuedInvite, MeetingTitle, MeetingView } from './meeting.ts'
import { PersonName, Role } from './participant.ts'
import { Problem, ProblemId } from './problems.ts'
import { AccountView, NewPassword, SignInName } from './staff.ts'

const closed = { additionalProperties: false } as const

export const CreateMeetingBody = Type.Object(
  {
    title: MeetingTitle,
    /** Missing: now. */
    startsAt: Type.Optional(Instant),
    /** Default: `automatic`. */
    admission: Type.Optional(Admission),
    /** Default: false. Send media through the relay alone, so that nobody learns the other's address. */
    relayOnly: Type.Optional(Type.Boolean()),
    /** In which patient and guests are written to. Default: `en`. */
    language: Type.Optional(Language),
    /** Up to two guests beside doctor and patient. */
    guests: Type.Optional(
      Type.Array(
        Type.Union([
          Type.Literal('interpreter'),
          Type.Literal('family'),
          Type.Literal('colleague'),
          Type.Literal('other'),
        ]),
        { maxItems: 2 },
      ),
    ),
    /** Where to send the patient's invite, once; stored nowhere. */
    email: Type.Optional(EmailAddress),
    requestId: Type.Optional(RequestId),
  },
  closed,
)
export type CreateMeetingBody = Static<typeof CreateMeetingBody>

/** What the call page needs before it joins. */
export const CallView = Type.Object(
  {
    roomId: RoomId,
    title: MeetingTitle,
    ended: Type.Boolean(),
    admission: Admission,
    /** `language`: in which they are written to. */
    you: Type.Object({ participantId: ParticipantId, role: Role, name: PersonName, language: Language }, closed),
  },
  closed,
)
export type CallView = Static<typeof CallView>

const roomParams = Type.Object({ roomId: RoomId }, closed)
const nothing = Type.Object({}, closed)

/** Who may call: anybody, somebody with a staff session, one whose account is an administrator's, or a participant (a doctor of the meeting or the holder of a visit cookie). */
export type RouteFor = 'anybody' | 'staff' | 'participant' | 'admin'

export interface Route {
  readonly method: 'GET' | 'POST'
  /** `:roomId` marks a parameter. */
  readonly path: string
  readonly for: RouteFor
  readonly summary: string
  readonly params: TObject
  /** Query for GET, JSON body for POST. */
  readonly input: TObject
  readonly status: 200 | 201
  readonly data: TSchema
  /** Failures of its own, beside those every route has. */
  readonly errors: readonly ApiErrorCode[]
}

/** The REST API, whole. Handlers, the web process's client and /openapi.json are made from this table. */
export const ROUTES = {
  createMeeting: {
    method: 'POST',
    path: '/create-meeting',
    for: 'staff',
    summary: "Create a meeting and its invites, the patient's by e-mail too where an address is given.",
    params: nothing,
    input: CreateMeetingBody,
    status: 201,
    data: Type.Object({ ...MeetingView.properties, invites: Type.Array(IssuedInvite) }, closed),
    errors: ['too-many-requests'],
  },
  signIn: {
    method: 'POST',
    path: '/api/sign-in',
    for: 'anybody',
    summary: 'Open a staff session; the answer sets its cookie.',
    params: nothing,
    input: Type.Object(
      {
        signInName: Type.String({ minLength: 1, maxLength: 200 }),
        password: Type.String({ minLength: 1, maxLength: 200 }),
      },
      closed,
    ),
    status: 200,
    data: AccountView,
    errors: ['wrong-credentials', 'too-many-requests'],
  },
  signOut: {
    method: 'POST',
    path: '/api/sign-out',
    for: 'anybody',
    summary: 'Close the staff session.',
    params: nothing,
    input: nothing,
    status: 200,
    data: nothing,
    errors: [],
  },
  account: {
    method: 'GET',
    path: '/api/account',
    for: 'staff',
    summary: 'Who am I?',
    params: nothing,
    input: nothing,
    status: 200,
    data: AccountView,
    errors: [],
  },
  setUp: {
    method: 'POST',
    path: '/api/set-up',
    for: 'anybody',
    summary: 'Create the first administrator with the code printed at start; retires the sample doctor.',
    params: nothing,
    input: Type.Object({ code: InviteCode, name: PersonName, signInName: SignInName, password: NewPassword }, closed),
    status: 201,
    data: AccountView,
    errors: ['wrong-code', 'already-set-up', 'too-many-requests'],
  },
  trySample: {
    method: 'POST',
    path: '/api/try-sample',
    for: 'anybody',
    summary: 'Sign in as the sample doctor with the secret printed at start.',
    params: nothing,
    input: Type.Object({ secret: Secret }, closed),
    status: 200,
    data: Type.Object({ callUrl: Type.String() }, closed),
    errors: ['wrong-code', 'too-many-requests'],
  },
  meetings: {
    method: 'GET',
    path: '/api/meetings',
    for: 'staff',
    summary: "The caller's meetings, those that are not over first, then newest first.",
    params: nothing,
    input: Type.Object({ after: Type.Optional(Type.String({ maxLength: 80 })) }, closed),
    status: 200,
    data: Type.Object({ meetings: Type.Array(MeetingView), next: Type.Union([Type.String(), Type.Null()]) }, closed),
    errors: [],
  },
  meeting: {
    method: 'GET',
    path: '/api/meetings/:roomId',
    for: 'staff',
    summary: "One of the caller's meetings.",
    params: roomParams,
    input: nothing,
    status: 200,
    data: MeetingView,
    errors: [],
  },
  endMeeting: {
    method: 'POST',
    path: '/api/meetings/:roomId/end',
    for: 'staff',
    summary: 'End a meeting for everybody.',
    params: roomParams,
    input: nothing,
    status: 200,
    data: MeetingView,
    errors: [],
  },
  redeem: {
    method: 'POST',
    path: '/api/redeem',
    for: 'anybody',
    summary: 'Trade an invite for a cookie good for that meeting alone. May be done again: the seat stays one.',
    params: nothing,
    input: Type.Object(
      { code: InviteCode, name: PersonName, consentVersion: Type.String({ minLength: 1, maxLength: 40 }) },
      closed,
    ),
    status: 200,
    data: CallView,
    errors: ['wrong-code', 'meeting-ended', 'too-many-requests'],
  },
  call: {
    method: 'GET',
    path: '/api/call/:roomId',
    for: 'participant',
    summary: 'What the call page needs.',
    params: roomParams,
    input: Type.Object({ as: Type.Optional(CallerAs) }, closed),
    status: 200,
    data: CallView,
    errors: [],
  },
  ticket: {
    method: 'POST',
    path: '/api/call/:roomId/ticket',
    for: 'participant',
    summary: 'A one-use pass to the signaling socket, good for 60 seconds.',
    params: roomParams,
    input: Type.Object({ as: Type.Optional(CallerAs) }, closed),
    status: 201,
    data: Type.Object({ ticket: Secret, expiresAt: Millis }, closed),
    errors: ['meeting-ended', 'too-many-requests'],
  },
  reportProblem: {
    method: 'POST',
    path: '/api/call/:roomId/problem',
    for: 'participant',
    summary: 'Write a problem of the call page to the log under the id the person sees.',
    params: roomParams,
    input: Type.Object({ as: Type.Optional(CallerAs), id: ProblemId, problem: Problem }, closed),
    status: 200,
    data: nothing,
    errors: ['too-many-requests'],
  },
  ...DESK_ROUTES,
  ...INVITE_ROUTES,
  ...CHECK_ROUTES,
  ...GOODBYE_ROUTES,
  ...ADMIN_ROUTES,
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof ROUTES
export type RouteInput<N extends RouteName> = Static<(typeof ROUTES)[N]['input']>
export type RouteParams<N extends RouteName> = Static<(typeof ROUTES)[N]['params']>
export type RouteData<N extends RouteName> = Static<(typeof ROUTES)[N]['data']>
