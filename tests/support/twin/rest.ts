import type { SeatGrant } from '../../../signaling/rooms/seat-grant.ts'
import type { Clinic } from './clinic.ts'
import type { Host, Network } from './network.ts'
import { createPipe } from './tcp.ts'

/** `fetch` to the clinic, over a connection of its own each time. Where nothing passes it waits, as a browser does. */
export function createRest(
  network: Network,
  host: Host,
  clinic: Clinic,
  grant: SeatGrant,
  isAlive: () => boolean,
): typeof fetch {
  return (input, init) =>
    new Promise((resolve, reject) => {
      if (!host.isUp) {
        network.clock.after(0, () => reject(new TypeError('offline')))
        return
      }
      const back = createPipe<Response | null>(network, host, 300, (response) => {
        if (!isAlive()) return
        if (response === null) reject(new TypeError('refused'))
        else resolve(response)
      })
      const up = createPipe<'request'>(network, host, 1_000, () => back.put(answer(String(input), clinic, grant)))
      init?.signal?.addEventListener('abort', () => {
        up.cut()
        back.cut()
        reject(init.signal?.reason)
      })
      up.put('request')
    })
}

function answer(path: string, clinic: Clinic, grant: SeatGrant): Response | null {
  if (!clinic.isUp) return null
  if (path.endsWith('/end')) {
    clinic.end(grant.roomId)
    return Response.json({ success: true, data: {} })
  }
  if (!path.endsWith('/ticket')) return new Response(null, { status: 204 })
  const given = clinic.ticket(grant)
  return given.status === 201
    ? Response.json({ success: true, data: { ticket: given.ticket, expiresAt: 0 } }, { status: 201 })
    : new Response(null, { status: given.status })
}
