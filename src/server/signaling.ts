import { settings } from './settings.ts'
import { createSignalingClient } from './signaling-client.ts'

/** The REST API, as pages reach it. */
export const signaling = createSignalingClient({
  base: `http://${bracketed(settings.signalingHost)}:${settings.signalingPort}`,
  publicUrl: settings.publicUrl,
})

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
