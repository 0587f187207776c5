import type { Server as HttpServer, RequestListener, ServerOptions } from 'node:http'
import type { Server as HttpsServer } from 'node:https'

/** What listens for people. Both kinds speak of their requests in the same way. */
export type WebListener = HttpServer | HttpsServer

/** Makes it: `createServer` of node:http, or tlsServer of tls/tls-server.ts. */
export type OpenServer = (options: ServerOptions, answer: RequestListener) => WebListener
