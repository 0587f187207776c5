import { randomInt } from 'node:crypto'
import { readDotEnv } from '../../config/dotenv.ts'
import { loadSettings } from '../../config/load.ts'
import type { Settings } from '../../config/settings.ts'
import { type Store, StoreUnavailable } from '../../db/port.ts'
import type { MeetingRecord } from '../../db/records.ts'
import { createPasswords } from '../accounts/passwords.ts'
import { keptFrom } from '../meetings/kept-from.ts'
import { openChosenStore } from '../open-store.ts'
import { systemRandom } from '../random.ts'
import { storeSentence } from '../start-sentences.ts'
import { createDraws } from './draws.ts'
import { type Making, madeDoctors, madeMeetings } from './made-meetings.ts'

/*
 * Fills the store that the settings name with made-up meetings, to see how lists and figures do with many. For a store of its own:
 * what is made cannot be told from what is real afterwards.
 */
const DOCTORS = 40
/** Written in one step each: large enough that the disk is not waited for much, small enough to show that it goes on. */
const BATCH = 1_000

readDotEnv()
const loaded = loadSettings(process.env)
const count = Number(process.argv[2] ?? 10_000)
if (!loaded.ok) cannot(loaded.problems.join('\n'))
else if (!Number.isSafeInteger(count) || count < 1) cannot('Say how many meetings: npm run seed -- 1000000')
else await seed(loaded.settings)

async function seed(settings: Settings): Promise<void> {
  try {
    const { store, opened } = await openChosenStore(settings, () => undefined)
    try {
      await opened
      await fill(store, settings.retentionDays)
    } finally {
      await store.close()
    }
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error
    cannot(storeSentence(error, settings))
  }
}

async function fill(store: Store, retentionDays: number): Promise<void> {
  const now = Date.now()
  const draws = createDraws(randomInt(2 ** 32))
  const doctors = madeDoctors(DOCTORS, now, draws)
  await addAdministrator(store, now)
  await store.archive.put('account', doctors)
  await put(store, { count, now, keptFrom: keptFrom(now, retentionDays), doctors, draws })
}

/** With accounts in it the store offers no first account any more, and nobody could look at what was made. */
async function addAdministrator(store: Store, now: number): Promise<void> {
  if (await store.accounts.anyReal()) return
  const password = systemRandom.password()
  const passwords = await createPasswords({ atOnce: 1, waiting: 1 })
  const passwordHash = await passwords.hash(password)
  const added = await store.accounts.addFirst({
    schema: 2,
    accountId: systemRandom.id(),
    signInName: 'administrator',
    name: 'Administrator',
    roles: ['admin', 'doctor'],
    passwordHash,
    sample: false,
    disabled: false,
    createdAt: now,
  })
  if (added === 'added') process.stdout.write(`Sign in as administrator with ${password}\n`)
}

async function put(store: Store, making: Making): Promise<void> {
  const started = performance.now()
  let batch: MeetingRecord[] = []
  let written = 0
  /** The next batch is made while this one is written. */
  let writing: Promise<void> = Promise.resolve()

  async function write(meetings: MeetingRecord[]): Promise<void> {
    await writing
    writing = store.archive.put('meeting', meetings).then(() => {
      written += meetings.length
      if (written % 50_000 === 0) process.stderr.write(`${written} of ${making.count} …\n`)
    })
    // Whoever awaits it next, above or below, gets what it rejects with.
    writing.catch(() => undefined)
  }

  for (const meeting of madeMeetings(making)) {
    batch.push(meeting)
    if (batch.length < BATCH) continue
    await write(batch)
    batch = []
  }
  if (batch.length > 0) await write(batch)
  await writing
  const seconds = ((performance.now() - started) / 1_000).toFixed(0)
  process.stdout.write(`${written} meetings of ${making.doctors.length} doctors in ${seconds} s.\n`)
}

function cannot(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}
