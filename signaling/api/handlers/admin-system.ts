import { StoreUnavailable } from '../../../db/port.ts'
import { createTrailWatch } from '../../audit/trail-watch.ts'
import type { AdminHandler } from '../endpoint.ts'
import type { ApiPorts } from '../ports.ts'

/** How this process and its store are. */
export function adminSystemHandler(
  ports: Pick<ApiPorts, 'store' | 'clock' | 'record' | 'about'>,
): AdminHandler<'adminSystem'> {
  const { store, clock, record, about } = ports
  const verified = createTrailWatch({ audit: store.audit, elapsed: clock.elapsed })

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
