import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '../../db/port.ts'
import { createPasswords } from '../../signaling/accounts/passwords.ts'
import { type ApiClient, createApiClient } from './api-client.ts'
import { openAt } from './embedded-store.ts'
import { type RunningSignaling, startSignaling } from './processes.ts'
import { accountRecord } from './stored-records.ts'

export const PASSWORD = 'a password both doctors have'

/** A signaling process of a clinic that is set up: two doctors with accounts, `okafor` and `lindqvist`, and an administrator, `marsh`. */
export interface Clinic {
  signaling: RunningSignaling
  url: string
  signedIn(signInName: string): Promise<ApiClient>
  stop(): Promise<void>
}

/** `prepare`: what is in the store before the process starts. */
export async function startClinic(
  env: Record<string, string> = {},
  prepare: (store: Store) => Promise<void> = async () => undefined,
): Promise<Clinic> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bedside-clinic-'))
  const passwordHash = await (await createPasswords({ atOnce: 1, waiting: 0 })).hash(PASSWORD)
  const store = await openAt(dataDir)
  await store.accounts.add(accountRecord({ signInName: 'okafor', name: 'Dr. Amara Okafor', passwordHash }))
  await store.accounts.add(accountRecord({ signInName: 'lindqvist', name: 'Dr. Eva Lindqvist', passwordHash }))
  await store.accounts.add(accountRecord({ signInName: 'marsh', name: 'Ada Marsh', roles: ['admin'], passwordHash }))
  await prepare(store)
  await store.close()
  const signaling = await startSignaling({ dataDir, env })
  return {
    signaling,
    url: signaling.url,
    async signedIn(signInName) {
      const client = createApiClient(signaling.url)
      await client.data('signIn', { input: { signInName, password: PASSWORD } })
      return client
    },
    async stop() {
      await signaling.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
