import { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import 'reflect-metadata' // before the next one, which fails without it
import * as x509 from '@peculiar/x509'

/**
 * A certificate for these names and addresses, issued by an authority that exists for this one certificate: its key is gone when this returns.
 * A phone that is told to trust the authority trusts nothing else by it.
 *
 * @typedef {{ cert: string, key: string, authority: string }} Made all PEM; `cert` has the authority's below.
 */

const DAY_MS = 86_400_000
const KEYS = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** @param {{ names: readonly string[], days: number, now: number }} about @returns {Promise<Made>} */
export async function makeCertificate({ names, days, now }) {
  // A day back: phones' clocks differ.
  const valid = { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + days * DAY_MS) }
  const authorityKeys = await newKeys('never written down')
  const keys = await newKeys('to be kept')
  // Each has a name of its own: a phone that knows an older one is not to try that one's key.
  const issuer = `CN=Bedside trial ${new Date(now).toISOString().slice(0, 16)}`
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...valid,
    name: issuer,
    keys: authorityKeys,
    signingAlgorithm: KEYS,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  })
  const certificate = await x509.X509CertificateGenerator.create({
    ...valid,
    subject: `CN=${names[0]}`,
    issuer,
    publicKey: keys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm: KEYS,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names.map(alternativeName)),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  })
  const key = x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')
  const pem = (/** @type {x509.X509Certificate} */ one) => `${one.toString('pem')}\n`
  return { cert: pem(certificate) + pem(authority), key: `${key}\n`, authority: pem(authority) }
}

/** @param {string} name @returns {x509.JsonGeneralName} */
function alternativeName(name) {
  return { type: isIP(name) === 0 ? 'dns' : 'ip', value: name }
}

/** @param {'to be kept' | 'never written down'} purpose */
function newKeys(purpose) {
  return webcrypto.subtle.generateKey(KEYS, purpose === 'to be kept', ['sign', 'verify'])
}
