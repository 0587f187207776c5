import type { Store } from '../../../db/port.ts'

export interface OpenedStore {
  store: Store
  /** Closes the store and opens it again over the same data. */
  reopen(): Promise<Store>
  /** Closes whatever is open and deletes the data. */
  dispose(): Promise<void>
}
