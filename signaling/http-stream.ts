/** The part of uWebSockets.js's HttpResponse that a body in parts takes. */
export interface Streaming {
  cork(write: () => void): unknown
  /** False: the client has not read what was written before, and more should wait. An empty part would be the end. */
  write(part: string): boolean
  end(): unknown
  /** Cuts the connection, so that what is missing is not taken for the end. */
  close(): unknown
}

export interface StreamPorts {
  /** The client is gone, or the reply is over: nothing may be touched any more. */
  readonly isOver: () => boolean
  /** Resolves when the client has read what was written, or is gone. */
  readonly hasRead: () => Promise<void>
  /** Marks the reply as over; false when it was. */
  readonly finish: () => boolean
  readonly failed: (error: unknown) => void
}

/** Writes the parts as fast as they are read and no faster; between two of them everybody else's events get their turn. */
export async function streamBody(response: Streaming, parts: AsyncIterable<string>, ports: StreamPorts): Promise<void> {
  try {
    for await (const part of parts) {
      if (ports.isOver()) return
      if (part === '') continue
      let mayGoOn = true
      response.cork(() => {
        mayGoOn = response.write(part)
      })
      if (mayGoOn) await new Promise((resolve) => setImmediate(resolve))
      else await ports.hasRead()
      if (ports.isOver()) return
    }
    if (ports.finish()) response.cork(() => response.end())
  } catch (error) {
    // Of a client that is gone nobody is waiting for what could not be read.
    if (!ports.finish()) return
    ports.failed(error)
    response.close()
  }
}
