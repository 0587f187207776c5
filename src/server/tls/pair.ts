import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'

/** The files of TLS_CERT and TLS_KEY. */
export interface PairFiles {
  readonly cert: string
  readonly key: string
}

/** A certificate and its key, fit to speak https with. */
export interface Pair {
  /** As the file has it: the certificate first, those that issued it below. */
  readonly cert: Buffer
  readonly key: Buffer
  readonly certificate: X509Certificate
}

/** Why a pair is of no use; sentences for the operator stand in pair-sentences.ts. */
export type PairTrouble =
  | 'cert-unreadable'
  | 'key-unreadable'
  | 'cert-not-pem'
  | 'key-not-pem'
  | 'key-locked'
  | 'not-a-pair'
  | 'not-yet-valid'
  | 'expired'
  | 'too-weak'

export type ReadPair = { ok: true; pair: Pair } | { ok: false; why: PairTrouble }

/** Reads both files and judges them as a browser would, but for who issued it: a clinic may well be its own authority. */
export function readPair(files: PairFiles, now: number): ReadPair {
  const cert = bytesOf(files.cert)
  if (cert === null) return { ok: false, why: 'cert-unreadable' }
  const key = bytesOf(files.key)
  if (key === null) return { ok: false, why: 'key-unreadable' }
  const certificate = certificateIn(cert)
  if (certificate === null) return { ok: false, why: 'cert-not-pem' }
  const privateKey = keyIn(key)
  if (typeof privateKey === 'string') return { ok: false, why: privateKey }
  if (!certificate.checkPrivateKey(privateKey)) return { ok: false, why: 'not-a-pair' }
  if (now < Date.parse(certificate.validFrom)) return { ok: false, why: 'not-yet-valid' }
  if (now > Date.parse(certificate.validTo)) return { ok: false, why: 'expired' }
  // What is right in itself may still be less than OpenSSL takes: a short key, a broken certificate below the first.
  try {
    createSecureContext({ cert, key })
  } catch {
    return { ok: false, why: 'too-weak' }
  }
  return { ok: true, pair: { cert, key, certificate } }
}

function bytesOf(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch {
    return null // missing, a folder, or not for this user: the sentence names the setting, and `ls -l` says which
  }
}

function certificateIn(pem: Buffer): X509Certificate | null {
  try {
    return new X509Certificate(pem)
  } catch {
    return null // whatever OpenSSL finds wrong with it, it is no certificate
  }
}

function keyIn(pem: Buffer): KeyObject | 'key-locked' | 'key-not-pem' {
  try {
    return createPrivateKey(pem)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ERR_MISSING_PASSPHRASE' || code === 'ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED'
      ? 'key-locked'
      : 'key-not-pem'
  }
}
