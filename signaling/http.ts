/** HTTP as the REST API sees it: values, no sockets. signaling/server.ts makes these from uWebSockets.js and writes the replies. */
export interface HttpRequest {
  readonly method: string
  /** As on the wire, still encoded, without the query. */
  readonly path: string
  /** Without the `?`. */
  readonly query: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Bytes of the body, at most `MAX_BODY_BYTES`; `too-large` when there were more (the rest was thrown away). */
  readonly body: Uint8Array | 'too-large'
  /** The client's address, from X-Forwarded-For only when the sender is a trusted proxy. */
  readonly address: string
}

export interface HttpReply {
  readonly status: number
  /** Values are one header line each; a list makes several (Set-Cookie). */
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  /** Parts are taken one after the other, each when the client has room for it; not taken to the end when the client goes. */
  readonly body: string | AsyncIterable<string>
}

export const MAX_BODY_BYTES = 64 * 1024

export type HttpHandler = (request: HttpRequest) => Promise<HttpReply>
