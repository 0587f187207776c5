import type { ParticipantId } from '../../../signaling/contract/ids.ts'
import type { SeatGrant } from '../../../signaling/rooms/seat-grant.ts'
import { createFileSharing } from '../../../src/call/file-sharing.ts'
import { type CallSession, createCallSession } from '../../../src/call/session.ts'
import type { UnsentLine } from '../../../src/call/unsent.ts'
import { FakeStream } from '../fake-media.ts'
import type { ManualClock } from '../manual-clock.ts'
import { sha256 } from '../shared-files.ts'
import type { Clinic } from './clinic.ts'
import { SimulatedConnection, type Wires } from './connection.ts'
import type { SimulatedDevices } from './devices.ts'
import type { Host } from './network.ts'
import { createRest } from './rest.ts'
import { madeFingerprint } from './sdp.ts'
import { SimulatedSocket } from './socket.ts'
import { createOwnClock } from './time.ts'

/** One page with a whole call session on it. */
export interface Page {
  readonly session: CallSession
  readonly connections: readonly SimulatedConnection[]
  /** Lines of others that this page has said it has, as `from id`. */
  readonly received: ReadonlySet<string>
  /** In front, or behind another page. */
  show(isShown: boolean): void
  /** Nothing of the page runs, as when a telephone sleeps. */
  freeze(): void
  thaw(): void
  /** After a sleep of the machine. */
  wake(): void
  /** The browser says `online` or that the network is another one, or `offline`. */
  feelNetwork(isThere: boolean): void
  /** As by a reload or a closed tab: it hears of it first. */
  unload(): void
  /** As by a crash or a dead battery: it hears nothing. */
  crash(): void
}

export interface Tab {
  you: ParticipantId
  unsent: readonly UnsentLine[]
  /** What any of its pages has said it has. */
  readonly received: Set<string>
}

export interface BrowserPorts {
  readonly tab: Tab
  readonly clock: ManualClock
  readonly random: () => number
  readonly wires: Wires
  readonly clinic: Clinic
  readonly host: Host
  readonly grant: SeatGrant
  readonly devices: SimulatedDevices
}

let lastPage = 0

/** Opens the page and presses "Join call". */
export function openPage({ clock: worldClock, random, wires, clinic, host, grant, devices, tab }: BrowserPorts): Page {
  lastPage += 1
  const clock = createOwnClock(worldClock)
  const sockets: SimulatedSocket[] = []
  const connections: SimulatedConnection[] = []
  const received = new Set<string>()
  let isAlive = true
  let isHidden = false
  let ids = 0
  let visibility: () => void = () => undefined
  let wake: () => void = () => undefined
  let network: (isThere: boolean) => void = () => undefined

  const fingerprint = madeFingerprint(lastPage)
  const session = createCallSession({
    roomId: grant.roomId,
    as: undefined,
    device: 'computer',
    clock,
    random,
    newId(length) {
      ids += 1
      return `${lastPage}x${ids}`.padStart(length, '0')
    },
    fetch: createRest(wires.network, host, clinic, grant, () => isAlive),
    openSocket() {
      const socket = new SimulatedSocket(wires.network, host, clinic, () => isAlive)
      sockets.push(socket)
      const send = socket.send.bind(socket)
      socket.send = (frame) => {
        noteReceipt(frame)
        send(frame)
      }
      return socket
    },
    media: devices.portOf(() => isAlive),
    permission: (use) => devices.permissionFor(use),
    isSecure: true,
    createConnection(configuration) {
      const connection = new SimulatedConnection(wires, host, configuration)
      connections.push(connection)
      return connection as unknown as RTCPeerConnection
    },
    createCertificate: async () =>
      ({ getFingerprints: () => [{ algorithm: 'sha-256', value: fingerprint }] }) as unknown as RTCCertificate,
    createStream: () => new FakeStream() as unknown as MediaStream,
    // At once, so that the same seed goes the same way.
    digest: async (bytes) => sha256(bytes),
    loadFiles: async () => createFileSharing,
    unsent: {
      read: (you) => (tab.you === you ? tab.unsent : []),
      write: (you, unsent) => void Object.assign(tab, { you, unsent }),
    },
    page: {
      hidden: () => isHidden,
      onVisibility: (call) => {
        visibility = call
      },
      onWake: (call) => {
        wake = call
      },
      onNetwork: (call) => {
        network = call
      },
    },
  })
  session.prepare()
  session.join()

  function noteReceipt(frame: string): void {
    const { type, from, id } = JSON.parse(frame)
    if (type !== 'chat-received') return
    received.add(`${from} ${id}`)
    tab.received.add(`${from} ${id}`)
  }

  function goAway(): void {
    isAlive = false
    clock.kill()
    for (const connection of connections) connection.close()
    for (const socket of sockets) socket.drop()
    devices.endAll()
  }

  return {
    session,
    connections,
    received,
    show(isShown) {
      isHidden = !isShown
      visibility()
    },
    freeze: () => clock.freeze(),
    thaw: () => clock.thaw(),
    wake() {
      clock.thaw()
      wake()
    },
    feelNetwork: (isThere) => network(isThere),
    unload() {
      session.shutDown()
      goAway()
    },
    crash: goAway,
  }
}
