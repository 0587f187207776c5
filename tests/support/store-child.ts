import { writeSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { openEmbeddedStore } from '../../db/embedded/open.ts'
import { type Store, StoreUnavailable } from '../../db/port.ts'
import type { Step } from './store-process.ts'
import { inviteRecord, meetingRecord, partsOf } from './stored-records.ts'

/**
 * A process with an embedded store, to be killed. Says `open`, or `refused WHY`. Then, as a writer, it does without an end what
 * happens to meetings, and says each change once the store has acknowledged it; as a holder it only has the folder.
 */
const [, , task, folder = '', worker = '', doctorId = ''] = process.argv
const store = await openEmbeddedStore({ folder, worker: pathToFileURL(worker) }).catch((error: unknown) => {
  if (!(error instanceof StoreUnavailable)) throw error
  say(`refused ${error.why}`)
  process.exit(1)
})
say('open')
process.stdin.resume()
process.stdin.on('end', () => void store.close())
if (task === 'write') for (let lane = 0; lane < 8; lane++) void writeForever(store)

/** What happens to a meeting here, in this order; a line is the step, the room and the hash of the invite's code. */
async function writeForever(to: Store): Promise<never> {
  for (;;) {
    const meeting = meetingRecord({ doctorId })
    const { roomId, patient } = partsOf(meeting)
    const invite = inviteRecord(roomId, patient)
    const done = (step: Step) => say(`${step} ${roomId} ${invite.codeHash}`)
    await to.meetings.insert(meeting)
    done('inserted')
    await to.invites.issue(invite)
    done('issued')
    await to.meetings.noteConsent(roomId, patient, { name: 'Maria Nowak', consentVersion: '2026-11', at: 2_000 })
    done('consented')
    await to.meetings.end(roomId, 'doctor', 3_000)
    done('ended')
    await to.invites.revokeAllOf(roomId, patient)
    done('revoked')
  }
}

/** In the pipe when it returns, so that a kill right afterwards does not unsay it. */
function say(line: string): void {
  writeSync(1, `${line}\n`)
}
