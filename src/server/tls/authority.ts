import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'

export const AUTHORITY_PATH = '/authority.crt'

/** The certificate of the clinic's own authority, as devices take it in (DER). Null when the file holds none that is one. */
export function readAuthority(file: string): Buffer | null {
  try {
    const certificate = new X509Certificate(readFileSync(file))
    return certificate.ca ? certificate.raw : null
  } catch {
    return null // missing, not for this user, or no certificate: the sentence names the file
  }
}

/** iPhones and iPads ask whether to take it in only when it comes under this type. */
export function answerAuthority(der: Buffer, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/x-x509-ca-cert', 'content-length': der.length })
  response.end(request.method === 'HEAD' ? undefined : der)
}
