import { openTemporary } from '../support/embedded-store.ts'
import { storeContract } from './store.contract.ts'

storeContract('the embedded store', () => openTemporary())
