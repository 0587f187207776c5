import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Delivered {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** One of the clinic's other systems, as it is told of what happens. */
export interface WebhookReceiver {
  readonly url: string
  readonly delivered: Delivered[]
  /** How it answers from now on, by how often it was asked; 204 until set. */
  status: (count: number) => number
  stop(): Promise<void>
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    receiver.delivered.push({ headers: request.headers, body })
    response.writeHead(receiver.status(receiver.delivered.length)).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/from-bedside?key=1`,
    delivered: [],
    status: () => 204,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return receiver
}
