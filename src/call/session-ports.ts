import type { CallerAs } from '../../signaling/contract/caller-as.ts'
import type { DeviceKind } from '../../signaling/contract/client-messages.ts'
import type { RoomId } from '../../signaling/contract/ids.ts'
import type { PageSigns } from './browser-page.ts'
import type { Clock } from './clock.ts'
import type { PermissionAnswer } from './core/device-care.ts'
import type { DeviceUse } from './devices.ts'
import type { FilesPorts } from './files.ts'
import type { Socket } from './line-socket.ts'
import type { Unsent } from './unsent.ts'

/** Everything the call needs of the world. */
export interface SessionPorts {
  readonly roomId: RoomId
  /** By which of several doors; undefined where the person has one. */
  readonly as: CallerAs | undefined
  readonly device: DeviceKind
  readonly clock: Clock
  readonly random: () => number
  readonly newId: (length: number) => string
  readonly fetch: typeof fetch
  readonly openSocket: () => Socket
  readonly media: MediaDevices | undefined
  readonly isSecure: boolean
  /** May it be opened without a question? Null where the browser does not say. */
  readonly permission: (use: DeviceUse) => Promise<PermissionAnswer | null>
  readonly createConnection: (configuration: RTCConfiguration) => RTCPeerConnection
  readonly createCertificate: () => Promise<RTCCertificate>
  readonly createStream: () => MediaStream
  readonly digest: FilesPorts['digest']
  readonly loadFiles: FilesPorts['loadFiles']
  readonly page: PageSigns
  readonly unsent: Unsent
}
