import type { Store } from '../../db/port.ts'
import { type Ended, runOnStore } from '../run-on-store.ts'
import { verifyTrail } from './verify.ts'

/*
 * Walks the audit trail of the store that the settings name. Ends with 0 when it holds, with 1 when it breaks, with 2 when it could not
 * be read.
 */
process.exitCode = await runOnStore(verify)

async function verify(store: Store): Promise<Ended> {
  const { lines, brokenAt } = await verifyTrail(store.audit)
  const counted = `${lines} ${lines === 1 ? 'line' : 'lines'}`
  if (brokenAt === null) {
    process.stdout.write(`${counted}: the audit trail holds.\n`)
    return 0
  }
  process.stdout.write(`The audit trail breaks at line ${brokenAt}: it was changed since it was written.\n`)
  return 1
}
