import type { Person } from './people.ts'

declare global {
  interface Window {
    /** Every connection that the page has made, in that order. */
    madeConnections: RTCPeerConnection[]
  }
}

/** From the next page on, the browser's own connections can be asked what they carry. Nothing about them is changed. */
export async function watchConnections(person: Person): Promise<void> {
  await person.context.addInitScript(keepConnections)
}

/** Runs in the page, before anything of its own. */
export function keepConnections(): void {
  window.madeConnections = []
  const Native = window.RTCPeerConnection
  window.RTCPeerConnection = new Proxy(Native, {
    construct(target, args: [RTCConfiguration?]) {
      const made = new target(...args)
      window.madeConnections.push(made)
      return made
    },
  })
}

/** Bytes of pictures that went out over each connection that stands, one after the other, within a second and a half. */
export async function pictureBytesSent({ page }: Person): Promise<number[]> {
  return await page.evaluate(async () => {
    const sent = async (connection: RTCPeerConnection) => {
      let bytes = 0
      for (const stat of (await connection.getStats()).values()) {
        if (stat.type === 'outbound-rtp' && stat.kind === 'video') bytes += stat.bytesSent ?? 0
      }
      return bytes
    }
    const standing = window.madeConnections.filter(({ connectionState }) => connectionState === 'connected')
    const before = await Promise.all(standing.map(sent))
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    const after = await Promise.all(standing.map(sent))
    return after.map((bytes, index) => bytes - (before[index] ?? 0))
  })
}
