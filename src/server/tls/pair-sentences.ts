import type { PairFiles, PairTrouble } from './pair.ts'

/** What is wrong with TLS_CERT and TLS_KEY, in one sentence that names the setting and the file. */
export function pairSentence(why: PairTrouble, { cert, key }: PairFiles): string {
  switch (why) {
    case 'cert-unreadable':
      return `TLS_CERT: "${cert}" cannot be read; see whether the file is there and this user may read it.`
    case 'key-unreadable':
      return `TLS_KEY: "${key}" cannot be read; see whether the file is there and this user may read it.`
    case 'cert-not-pem':
      return `TLS_CERT: "${cert}" holds no certificate in PEM form; it should begin with -----BEGIN CERTIFICATE-----.`
    case 'key-not-pem':
      return `TLS_KEY: "${key}" holds no private key in PEM form; it should begin with -----BEGIN PRIVATE KEY-----.`
    case 'key-locked':
      return `TLS_KEY: "${key}" is locked with a passphrase; put an unlocked copy there that only this user may read.`
    case 'not-a-pair':
      return `TLS_KEY: "${key}" is not the key of the certificate in TLS_CERT, "${cert}"; put in the two that belong together.`
    case 'not-yet-valid':
      return `TLS_CERT: "${cert}" is not valid yet; see whether this machine's clock is right.`
    case 'expired':
      return `TLS_CERT: "${cert}" has run out; renew it, and see whether this machine's clock is right.`
    case 'too-weak':
      return `TLS_CERT: "${cert}" with TLS_KEY is not taken by OpenSSL; see whether its key is shorter than 2048 bits, or another certificate in the file is broken.`
  }
}
