import { unwatchFile, watchFile } from 'node:fs'
import type { Log } from '../log.ts'
import { type Pair, type PairFiles, readPair } from './pair.ts'

const LOOK_EVERY_MS = 2_000

export interface Renewal {
  /** Reads the files now: what SIGHUP asks for. */
  look(): void
  stop(): void
}

/**
 * Takes a renewed certificate up without a restart. The files are looked at by name, since renewing tools put new ones, or new links, in the
 * place of the old. A pair that is of no use, or half of which is still the old one, changes nothing: the one in use goes on.
 */
export function watchPair(ports: {
  files: PairFiles
  inUse: Pair
  takeOver: (pair: Pair) => void
  log: Log
  now: () => number
  lookEveryMs?: number
}): Renewal {
  const { files, log, lookEveryMs = LOOK_EVERY_MS } = ports
  let fingerprint = ports.inUse.certificate.fingerprint256

  const look = () => {
    const read = readPair(files, ports.now())
    if (!read.ok) return log.error('certificate-refused', { why: read.why })
    const { certificate } = read.pair
    if (certificate.fingerprint256 === fingerprint) return
    fingerprint = certificate.fingerprint256
    ports.takeOver(read.pair)
    log.info('certificate-renewed', { until: new Date(certificate.validTo).toISOString() })
  }
  for (const file of [files.cert, files.key]) watchFile(file, { interval: lookEveryMs, persistent: false }, look)
  return {
    look,
    stop() {
      for (const file of [files.cert, files.key]) unwatchFile(file, look)
    },
  }
}
