import { PROTOCOL_VERSION } from '../../signaling/contract/limits.ts'
import type { RouteData, RouteInput } from '../../signaling/contract/routes.ts'
import { type ApiClient, createApiClient, redeem } from './api-client.ts'
import type { RunningSignaling } from './processes.ts'
import { openSignaling, type SignalingClient } from './signaling-client.ts'

/** A meeting made and entered as people do it: by the REST API, with tickets of one's own. */
export interface LiveVisit {
  readonly roomId: string
  readonly doctor: Visitor
  readonly patient: Visitor
  /** Those asked for, in that order. */
  readonly guests: readonly Visitor[]
  /** As the doctor's list has it. */
  stored(): Promise<RouteData<'meeting'>>
}

export interface Visitor {
  readonly id: string
  readonly api: ApiClient
  ticket(): Promise<string>
  /** A new page of theirs that has asked to join. */
  page(): Promise<SignalingClient>
  /** The same, once it is in the room. */
  join(): Promise<SignalingClient>
}

/** `doctorApi`: of somebody signed in as a doctor; the sample doctor unless told. */
export async function createLiveVisit(
  signaling: RunningSignaling,
  input: Partial<RouteInput<'createMeeting'>> = {},
  doctorApi?: ApiClient,
): Promise<LiveVisit> {
  return await visitOf(signaling, input, doctorApi ?? (await sampleDoctor(signaling)))
}

export async function sampleDoctor({ url, firstTry }: RunningSignaling): Promise<ApiClient> {
  if (firstTry === null) throw new Error('This process has accounts already.')
  const api = createApiClient(url)
  await api.data('trySample', { input: { secret: firstTry.doctorSecret } })
  return api
}

async function visitOf(
  { url }: RunningSignaling,
  input: Partial<RouteInput<'createMeeting'>>,
  doctorApi: ApiClient,
): Promise<LiveVisit> {
  const meeting = await doctorApi.data('createMeeting', { input: { title: 'A visit', ...input } })
  const { roomId } = meeting

  const visitor = (id: string, api: ApiClient): Visitor => {
    const ticket = async () => (await api.data('ticket', { params: { roomId } })).ticket
    const page = async () => {
      const pass = await ticket()
      const client = await openSignaling(url)
      client.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket: pass, device: 'computer' })
      return client
    }
    return {
      id,
      api,
      ticket,
      page,
      async join() {
        const client = await page()
        await client.next('joined')
        return client
      },
    }
  }

  const invited = await Promise.all(
    meeting.invites.map(async ({ participantId, code, role }) => {
      const api = createApiClient(url)
      await redeem(api, code, `The ${role}`)
      return visitor(participantId, api)
    }),
  )
  const [patient, ...guests] = invited
  const doctorId = meeting.participants.find(({ role }) => role === 'doctor')?.participantId
  if (patient === undefined || doctorId === undefined) throw new Error('A meeting has a doctor and a patient.')
  return {
    roomId,
    doctor: visitor(doctorId, doctorApi),
    patient,
    guests,
    stored: () => doctorApi.data('meeting', { params: { roomId } }),
  }
}
