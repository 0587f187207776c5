import type { CallerAs } from '../../signaling/contract/caller-as.ts'
import type { DeviceKind } from '../../signaling/contract/client-messages.ts'
import type { RoomId } from '../../signaling/contract/ids.ts'
import { browserPage, openSignal } from './browser-page.ts'
import { browserClock } from './clock.ts'
import { randomId } from './random-id.ts'
import type { SessionPorts } from './session-ports.ts'
import { unsentInHistory } from './unsent.ts'

const ECDSA: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' }

/** The world as this browser has it. */
export function browserPorts(roomId: RoomId, as: CallerAs | undefined): SessionPorts {
  return {
    roomId,
    as,
    device: deviceKind(),
    clock: browserClock,
    random: Math.random,
    newId: randomId,
    fetch: (input, init) => fetch(input, init),
    openSocket: openSignal,
    // TypeScript believes that it is always there; on a page without TLS it is not.
    media: 'mediaDevices' in navigator ? navigator.mediaDevices : undefined,
    isSecure: isSecureContext,
    async permission(use) {
      // Firefox before 131 knows no such names and rejects.
      const status = await navigator.permissions.query({ name: use }).catch(() => null)
      return status?.state ?? null
    },
    createConnection: (configuration) => new RTCPeerConnection(configuration),
    createCertificate: () => RTCPeerConnection.generateCertificate(ECDSA),
    createStream: () => new MediaStream(),
    digest: (bytes) => crypto.subtle.digest('SHA-256', bytes),
    loadFiles: async () => (await import('./file-sharing.ts')).createFileSharing,
    page: browserPage,
    unsent: unsentInHistory,
  }
}

function deviceKind(): DeviceKind {
  if (!matchMedia('(pointer: coarse)').matches) return 'computer'
  return Math.min(screen.width, screen.height) < 600 ? 'phone' : 'tablet'
}
