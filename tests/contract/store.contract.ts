import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest'
import type { Store } from '../../db/port.ts'
import { accountsContract, firstAccountsContract, sampleDoctorContract } from './store/accounts.contract.ts'
import { archiveContract } from './store/archive.contract.ts'
import { auditContract } from './store/audit.contract.ts'
import { clinicContract } from './store/clinic.contract.ts'
import { invitesContract } from './store/invites.contract.ts'
import { lifetimeContract } from './store/lifetime.contract.ts'
import { listsContract } from './store/lists.contract.ts'
import { meetingsContract } from './store/meetings.contract.ts'
import type { OpenedStore } from './store/opened-store.ts'
import { sessionsContract } from './store/sessions.contract.ts'
import { sweepContract } from './store/sweep.contract.ts'

/** What every adapter of db/port.ts must do. `open` gives an empty store. */
export function storeContract(name: string, open: () => Promise<OpenedStore>): void {
  describe(`${name} keeps the promises of db/port.ts`, () => {
    describe('with a store of its own for each test', () => {
      let opened: OpenedStore
      let store: Store
      beforeEach(async () => {
        opened = await open()
        store = opened.store
      })
      afterEach(() => opened.dispose())

      firstAccountsContract(() => store)
      sampleDoctorContract(() => store)
      sweepContract(() => store)
      auditContract(() => opened)
      archiveContract(() => store)
      lifetimeContract(() => opened)
    })

    describe('with other records around', () => {
      let opened: OpenedStore
      let store: Store
      beforeAll(async () => {
        opened = await open()
        store = opened.store
      })
      afterAll(() => opened.dispose())

      accountsContract(() => store)
      sessionsContract(() => store)
      invitesContract(() => store)
      meetingsContract(() => store)
      listsContract(() => store)
      clinicContract(() => store)
    })
  })
}
