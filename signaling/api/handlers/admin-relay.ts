import type { AdminHandler } from '../endpoint.ts'
import type { ApiPorts } from '../ports.ts'

/** Whether people get through the relay, as far as this server can tell. */
export function adminRelayHandler({
  record,
  tryRelay,
}: Pick<ApiPorts, 'record' | 'tryRelay'>): AdminHandler<'adminTryRelay'> {
  return async ({ account }) => {
    await record(account.accountId, 'system-checked', null, 'relay')
    return { ok: true, data: { trials: await tryRelay() } }
  }
}
