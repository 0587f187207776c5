import type { LineSpeed } from '../core/network-verdict.ts'
import type { NetworkPorts } from './network-ports.ts'
import { onStop } from './on-stop.ts'
import { createPassed, LASTS_MS } from './passed.ts'

const OPENS_WITHIN_MS = 2_500
/** One packet's worth, so that a lost packet is one lost piece. */
const PIECE_BYTES = 1_100
const AHEAD_BYTES = 16 * 1024

/**
 * How fast the way through the relay is: two connections of this page talk to each other through it, so that each piece goes up and comes down
 * once. Null where the relay does not put them through.
 */
export async function relaySpeed(
  ports: NetworkPorts,
  relay: RTCIceServer,
  stop: AbortSignal,
): Promise<LineSpeed | null> {
  const configuration: RTCConfiguration = { iceServers: [relay], iceTransportPolicy: 'relay' }
  const [near, far] = [ports.createConnection(configuration), ports.createConnection(configuration)]
  try {
    // As media goes: what is lost is not sent again.
    const options = { negotiated: true, id: 0, ordered: false, maxRetransmits: 0 }
    const [out, back] = [near.createDataChannel('check', options), far.createDataChannel('check', options)]
    back.binaryType = 'arraybuffer'
    const opened = opens(ports, out, stop)
    await introduce(near, far)
    return (await opened) ? await measure(ports, out, back, stop) : null
  } catch {
    return null // a browser that will not have it: the echo measures then
  } finally {
    near.close()
    far.close()
  }
}

async function introduce(near: RTCPeerConnection, far: RTCPeerConnection): Promise<void> {
  // What arrives after the end is of no use to anybody.
  near.onicecandidate = ({ candidate }) => void far.addIceCandidate(candidate ?? undefined).catch(() => undefined)
  far.onicecandidate = ({ candidate }) => void near.addIceCandidate(candidate ?? undefined).catch(() => undefined)
  const offer = await near.createOffer()
  await far.setRemoteDescription(offer)
  await near.setLocalDescription(offer)
  const answer = await far.createAnswer()
  await near.setRemoteDescription(answer)
  await far.setLocalDescription(answer)
}

function opens({ clock }: NetworkPorts, channel: RTCDataChannel, stop: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    channel.onopen = () => resolve(true)
    clock.after(OPENS_WITHIN_MS, () => resolve(false))
    onStop(stop, () => resolve(false))
  })
}

function measure(
  { clock }: NetworkPorts,
  out: RTCDataChannel,
  back: RTCDataChannel,
  stop: AbortSignal,
): Promise<LineSpeed | null> {
  return new Promise((resolve) => {
    const passed = createPassed(clock)
    const end = () => {
      out.onbufferedamountlow = back.onmessage = null
      resolve(passed.speed())
    }
    const fill = () => {
      while (out.readyState === 'open' && out.bufferedAmount < AHEAD_BYTES) out.send(pieceSentAt(clock.elapsed()))
    }
    back.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (!(data instanceof ArrayBuffer)) return
      passed.arrived(data.byteLength, new DataView(data).getFloat64(0))
      if (passed.isEnough()) end()
    }
    out.bufferedAmountLowThreshold = AHEAD_BYTES / 2
    out.onbufferedamountlow = fill
    clock.after(LASTS_MS, end)
    onStop(stop, end)
    fill()
  })
}

/** Says when it left; both ends read the same clock. */
function pieceSentAt(now: number): ArrayBuffer {
  const piece = new ArrayBuffer(PIECE_BYTES)
  new DataView(piece).setFloat64(0, now)
  return piece
}
