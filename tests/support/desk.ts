import type { Arrival } from '../../signaling/contract/desk.ts'
import { PROTOCOL_VERSION } from '../../signaling/contract/limits.ts'
import type { ApiClient } from './api-client.ts'
import { openSignaling, type SignalingClient } from './signaling-client.ts'

/** A doctor's page that watches their desk over the real socket. */
export interface WatchedDesk {
  readonly client: SignalingClient
  /** The first picture, from now on, that is as wanted; fails when the socket closes before. */
  until(isWanted: (arrivals: readonly Arrival[]) => boolean): Promise<readonly Arrival[]>
}

export async function watchDesk(url: string, doctor: ApiClient): Promise<WatchedDesk> {
  const { ticket } = await doctor.data('deskTicket')
  const client = await openSignaling(url)
  client.say({ type: 'watch-desk', version: PROTOCOL_VERSION, ticket })
  return {
    client,
    async until(isWanted) {
      for (;;) {
        const { arrivals } = await client.next('desk')
        if (isWanted(arrivals)) return arrivals
      }
    },
  }
}
