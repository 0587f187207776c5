import { type Store, StoreUnavailable } from '../../db/port.ts'
import type { HttpReply } from '../http.ts'
import { jsonReply } from './reply.ts'

/** Asking again within this time gets the last answer: each check writes to the disk, and anybody may ask. */
const CHECK_EVERY_MS = 1_000

/** `/healthz`: the process answers. `/readyz`: it may be sent people, which takes a store that can be written to. */
export function createHealth(ports: { store: Pick<Store, 'check'>; elapsed: () => number }) {
  const { store, elapsed } = ports
  let last: { at: number; ready: Promise<boolean> } | null = null
  let draining = false

  async function check(): Promise<boolean> {
    try {
      await store.check()
      return true
    } catch (error) {
      if (error instanceof StoreUnavailable) return false
      throw error
    }
  }

  return {
    alive: (): HttpReply => jsonReply(200, { status: 'ok' }),
    async ready(): Promise<HttpReply> {
      if (draining) return jsonReply(503, { status: 'draining' })
      const at = elapsed()
      if (last === null || at - last.at >= CHECK_EVERY_MS) last = { at, ready: check() }
      return (await last.ready) ? jsonReply(200, { status: 'ready' }) : jsonReply(503, { status: 'store-unavailable' })
    },
    drain(): void {
      draining = true
    },
  }
}
