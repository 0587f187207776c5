import { isIP } from 'node:net'
import type { Settings } from '../../config/settings.ts'

type Ways = Pick<Settings, 'publicUrl' | 'host' | 'tlsCert' | 'trustedProxies'>

/** What it means that people on other machines would come by plain http, and what to set instead. Null when they cannot. */
export function plainHttpTrouble(ways: Ways): { warning: string; refusal: string } | null {
  const { publicUrl, host, tlsCert, trustedProxies } = ways
  const { protocol, hostname } = new URL(publicUrl)
  if (protocol === 'http:' && !isThisMachine(hostname)) {
    return sentences(
      `PUBLIC_URL is ${publicUrl}: browsers give no camera there, and passwords travel in clear`,
      'set it to an https address',
    )
  }
  if (!isThisMachine(host) && tlsCert === null && trustedProxies.length === 0) {
    return sentences(
      `HOST is ${host}: other machines reach this one by plain http, where passwords travel in clear`,
      'set TLS_CERT and TLS_KEY, or TRUSTED_PROXIES to the proxy that has the certificate',
    )
  }
  return null
}

function sentences(what: string, remedy: string): { warning: string; refusal: string } {
  return { warning: `${what}.`, refusal: `${what}; ${remedy}, or PLAIN_HTTP to allowed.` }
}

function isThisMachine(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  if (isIP(name) === 4) return name.startsWith('127.')
  return name === '::1' || /^(.+\.)?localhost$/.test(name)
}
