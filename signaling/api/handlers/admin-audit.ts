import { readAccountNames } from '../../accounts/account-names.ts'
import type { AdminHandler } from '../endpoint.ts'
import type { ApiPorts } from '../ports.ts'

const PAGE = 50

/** The trail, newest first; that it was read is its newest line. */
export function adminAuditHandler(ports: Pick<ApiPorts, 'store' | 'record'>): AdminHandler<'adminAudit'> {
  const { store, record } = ports
  return async ({ input, account }) => {
    const before = input.before === undefined ? null : Number(input.before)
    await record(account.accountId, 'audit-read', null, before === null ? '' : `before=${before}`)
    const found = await store.audit.page({ before, limit: PAGE })
    const names = await readAccountNames(store.accounts)
    await names.learn(found.map(({ actor }) => actor))
    const lines = found.map(({ seq, at, actor, action, target, detail, hash }) => ({
      seq,
      at,
      actor: actor === null ? null : { accountId: actor, name: names.nameOf(actor) },
      action,
      target,
      detail,
      hash,
    }))
    const last = lines.at(-1)
    return { ok: true, data: { lines, next: last && last.seq > 1 ? last.seq : null } }
  }
}
