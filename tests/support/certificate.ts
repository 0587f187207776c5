import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface Certificate {
  /** Files in PEM. Nobody but itself has signed it: who should trust it is told so. */
  readonly certificate: string
  readonly key: string
}

const run = promisify(execFile)

/** For these names, as OpenSSL writes them (`IP:192.0.2.2`, `DNS:turn.example.org`), into the folder. `days` below 0: it has run out. */
export async function makeCertificate(folder: string, names: readonly string[], days = 2): Promise<Certificate> {
  const made = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') }
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=bedside-test']
  const about = ['-days', String(days), '-addext', `subjectAltName=${names.join(',')}`]
  await run('openssl', ['req', ...kind, ...about, '-keyout', made.key, '-out', made.certificate])
  return made
}
