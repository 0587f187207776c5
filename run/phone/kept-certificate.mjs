import { createPrivateKey, X509Certificate } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'

/** @typedef {{ cert: string, key: string, authority: string }} Files */

const DAYS = 365
/** Rather a new one now than one that runs out while somebody tries. */
const AT_LEAST_DAYS = 7
const DAY_MS = 86_400_000

/**
 * The trial's certificate, in this folder: the one that is there as long as it names the address and lasts, so that a phone has to be told
 * once; else a new one.
 *
 * @param {{ folder: string, address: string, others: readonly string[], now: number }} about
 * @returns {Promise<{ files: Files, made: 'now' | 'before' }>}
 */
export async function keptCertificate({ folder, address, others, now }) {
  const files = {
    cert: join(folder, 'phone.crt'),
    key: join(folder, 'phone.key'),
    authority: join(folder, 'phone-authority.crt'),
  }
  if (isOfUse(files, address, now)) return { files, made: 'before' }
  const { makeCertificate } = await import('./make-certificate.mjs')
  const names = [address, ...others, 'localhost', '127.0.0.1', '::1']
  const made = await makeCertificate({ names, days: DAYS, now })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  write(files.key, made.key)
  write(files.cert, made.cert)
  write(files.authority, made.authority)
  return { files, made: 'now' }
}

/** @param {Files} files @param {string} address @param {number} now */
function isOfUse(files, address, now) {
  try {
    const certificate = new X509Certificate(readFileSync(files.cert))
    const authority = new X509Certificate(readFileSync(files.authority))
    return (
      certificate.checkPrivateKey(createPrivateKey(readFileSync(files.key))) &&
      certificate.verify(authority.publicKey) &&
      (isIP(address) === 0 ? certificate.checkHost(address) : certificate.checkIP(address)) !== undefined &&
      Date.parse(certificate.validFrom) <= now &&
      Date.parse(certificate.validTo) - now >= AT_LEAST_DAYS * DAY_MS
    )
  } catch {
    return false // none there yet, or not whole: a new one takes its place
  }
}

/** In one step, and never readable by others, not even for a moment. @param {string} file @param {string} text */
function write(file, text) {
  const next = `${file}.new`
  writeFileSync(next, text, { mode: 0o600 })
  renameSync(next, file)
}
