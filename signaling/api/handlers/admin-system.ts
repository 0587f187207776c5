import { StoreUnavailable } from '../../../db/port.ts'
import { type Verified, verifyTrail } from '../../audit/verify.ts'
import type { AdminHandler } from '../endpoint.ts'
import type { ApiPorts } from '../ports.ts'

/** How this process and its store are. */
export function adminSystemHandler(ports: Pick<ApiPorts, 'store' | 'record' | 'about'>): AdminHandler<'adminSystem'> {
  const { store, record, about } = ports
  let verifying: Promise<Verified> | null = null

  /** Two who ask at once share one walk through the trail. */
  function verified(): Promise<Verified> {
    verifying ??= verifyTrail(store.audit).finally(() => {
      verifying = null
    })
    return verifying
  }

  async function isWritable(): Promise<boolean> {
    try {
      await store.check()
      return true
    } catch (error) {
      if (error instanceof StoreUnavailable) return false
      throw error
    }
  }

  return async ({ account }) => {
    const writable = await isWritable()
    // A store that takes no line is what the administrator has come to see; this look alone goes unwritten then.
    if (writable) await record(account.accountId, 'system-checked', null, '')
    const [audit, probe] = await Promise.all([verified(), store.probe()])
    return {
      ok: true,
      data: {
        version: about.version,
        startedAt: about.startedAt,
        store: { kind: store.kind, writable, probe: probe && { passed: probe.passed, finding: probe.finding } },
        relay: {
          stunUrls: [...about.relay.stunUrls],
          turnUrls: [...about.relay.turnUrls],
          hasSecret: about.relay.hasSecret,
        },
        retentionDays: about.retentionDays,
        memoryBytes: process.memoryUsage.rss(),
        audit: { lines: audit.lines, brokenAt: audit.brokenAt },
      },
    }
  }
}
