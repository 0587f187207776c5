import { isIP } from 'node:net'

/**
 * Whether browsers are told to come by https alone from now on (HSTS, RFC 6797). `unsaid` where that would lock people out: the promise binds
 * the name with all its ports, and leaves no way past a warning. So not for an address or this machine's own name, which other programs use
 * as well, and not with a certificate that browsers warn of.
 */
export type HttpsPromise = 'for-ever' | 'unsaid'

export function httpsPromise(of: {
  publicUrl: string
  certificate: 'from-an-authority' | 'of-our-own' | 'of-a-proxy'
}): HttpsPromise {
  const { protocol, hostname } = new URL(of.publicUrl)
  const isName = isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && !/^(.+\.)?localhost$/.test(hostname)
  return protocol === 'https:' && isName && of.certificate !== 'of-our-own' ? 'for-ever' : 'unsaid'
}
