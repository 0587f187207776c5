import { X509Certificate } from 'node:crypto'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeCertificate } from '../../run/phone/make-certificate.mjs'

export interface WrittenPair {
  /** Files. */
  readonly cert: string
  readonly key: string
  readonly authority: string
  /** What a client has to know to trust it (PEM). */
  readonly ca: string
  readonly fingerprint: string
}

/** A real certificate for localhost and 127.0.0.1, issued by an authority of its own, in files as an operator has them. */
export async function writePair(
  folder: string,
  { days = 30, now = Date.now() }: { days?: number; now?: number } = {},
): Promise<WrittenPair> {
  const made = await makeCertificate({ names: ['localhost', '127.0.0.1'], days, now })
  const files = { cert: join(folder, 'web.crt'), key: join(folder, 'web.key'), authority: join(folder, 'our.crt') }
  await put(files.key, made.key)
  await put(files.cert, made.cert)
  await put(files.authority, made.authority)
  return { ...files, ca: made.authority, fingerprint: new X509Certificate(made.cert).fingerprint256 }
}

/** As renewing tools do: whole, in the place of the old one. */
async function put(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text)
  await rename(`${file}.new`, file)
}
