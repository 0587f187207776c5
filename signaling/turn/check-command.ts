import { readDotEnv } from '../../config/dotenv.ts'
import { loadSettings } from '../../config/load.ts'
import { systemClock } from '../clock.ts'
import { systemRandom } from '../random.ts'
import { createRelayTrials } from './relay-trials.ts'

/*
 * Tries the STUN and TURN servers that the settings name, and says of each what is wrong. Ends with 0 when all is well, with 1 when something is
 * not, with 2 when the settings cannot be read.
 */
process.exitCode = await check()

async function check(): Promise<0 | 1 | 2> {
  readDotEnv()
  const loaded = loadSettings(process.env)
  if (!loaded.ok) {
    process.stderr.write(`${loaded.problems.join('\n')}\n`)
    return 2
  }
  const { settings } = loaded
  if (settings.turnUrls.length === 0) {
    process.stdout.write('TURN_URLS names no relay: people behind strict networks cannot be connected.\n')
  }
  const trials = await createRelayTrials({ ...settings, randomId: systemRandom.id, ...systemClock })()
  for (const { url, good, sentence, ms } of trials) {
    process.stdout.write(`${good ? 'good ' : 'WRONG'} ${url} (${ms} ms)\n      ${sentence}\n`)
  }
  return settings.turnUrls.length > 0 && trials.every(({ good }) => good) ? 0 : 1
}
