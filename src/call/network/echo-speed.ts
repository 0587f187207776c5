import { ECHO_LENGTH } from '../../../signaling/contract/echo-length.ts'
import type { LineSpeed } from '../core/network-verdict.ts'
import type { NetworkPorts } from './network-ports.ts'
import { onStop } from './on-stop.ts'
import { createPassed, LASTS_MS } from './passed.ts'
import { post } from './post.ts'

/** Several under way, so that the line is never idle while an answer is. */
const AT_ONCE = 3
const FIRST_LENGTH = 512
/** An answer that is there within this time may be followed by one twice as long. */
const QUICK_MS = 300
/** What goes over the wire around each, roughly: the headers of HTTP. */
const HEADERS_BYTES = 600

/** How fast the way to the clinic's server and back is, where there is no relay to measure by. Null where the server asks for patience. */
export async function echoSpeed(ports: NetworkPorts, stop: AbortSignal): Promise<LineSpeed | null> {
  const { clock } = ports
  const over = new AbortController()
  const end = () => over.abort()
  onStop(stop, end)
  const cancel = clock.after(LASTS_MS, end)
  const passed = createPassed(clock)
  let refused = false

  async function keepAsking(): Promise<void> {
    let length = FIRST_LENGTH
    while (!over.signal.aborted) {
      const sentAt = clock.elapsed()
      const answer = await post(ports, '/api/check/echo', { padding: padding(length) }, over.signal)
      if (answer.is !== 'answered') {
        refused ||= answer.is === 'refused'
        return
      }
      passed.arrived(length + HEADERS_BYTES, sentAt)
      if (passed.isEnough()) end()
      if (clock.elapsed() - sentAt < QUICK_MS) length = Math.min(ECHO_LENGTH, length * 2)
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, keepAsking))
  cancel()
  return refused ? null : passed.speed()
}

/** Letters that nothing on the way can make shorter by much. */
function padding(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length))
  return String.fromCharCode(...bytes.map((byte) => LETTERS.charCodeAt(byte & 63)))
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'
