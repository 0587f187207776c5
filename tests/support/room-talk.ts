import type { MemoryClient } from './memory-connection.ts'
import { CANDIDATE, grantFor, type RoomsWorld, SDP } from './rooms-world.ts'

/** What people in a room say to each other, as their pages say it. */

export { MEDIA as media } from './call-messages.ts'

export const offer = (to: string, generation = 1, sdp = SDP) =>
  ({ type: 'offer', to, description: { type: 'offer', sdp }, generation }) as const
export const candidate = (to: string, generation = 1) =>
  ({ type: 'ice-candidate', to, candidate: CANDIDATE, generation }) as const
export const line = (id: string, text = 'hello') => ({ type: 'chat-message', id, text }) as const

/** The two of a visit, met. */
export function doctorAndPatientIn(world: RoomsWorld): { doctor: MemoryClient; patient: MemoryClient } {
  const doctor = world.join(grantFor('doctor'))
  const patient = world.join(grantFor('patient'))
  return { doctor, patient }
}
