import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A mail as the server took it. */
export interface TakenMail {
  readonly from: string
  /** Whom the server was told to bring it to, whatever the mail itself says. */
  readonly to: readonly string[]
  readonly raw: string
  readonly parsed: ParsedMail
}

export interface MailServer {
  readonly port: number
  readonly taken: TakenMail[]
  /** How many senders said who they are, rightly or not. */
  signedIn(): number
  stop(): Promise<void>
}

export interface MailServerOptions {
  host?: string
  /** Nothing is taken from anybody else. */
  account?: { user: string; pass: string }
  /** Whom it does not know; it says so with their address, as mail servers do. */
  unknown?: string
}

/** A real mail server on this machine, without TLS. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const taken: TakenMail[] = []
  let signedIn = 0
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: options.account === undefined,
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, answer) {
      signedIn += 1
      const isRight = username === options.account?.user && password === options.account?.pass
      answer(isRight ? null : new Error('Unknown account'), { user: username ?? '' })
    },
    onRcptTo({ address }, _session, answer) {
      answer(address === options.unknown ? new Error(`No mailbox ${address} here`) : null)
    },
    onData(stream, { envelope }, answer) {
      let raw = ''
      stream.on('data', (part) => {
        raw += part
      })
      stream.on('end', async () => {
        const from = envelope.mailFrom === false ? '' : (envelope.mailFrom?.address ?? '')
        const to = envelope.rcptTo.map(({ address }) => address)
        taken.push({ from, to, raw, parsed: await simpleParser(raw) })
        answer()
      })
    },
  })
  server.on('error', () => undefined)
  const listening = server.listen(0, options.host ?? '127.0.0.1')
  await once(listening, 'listening')
  return {
    port: (listening.address() as AddressInfo).port,
    taken,
    signedIn: () => signedIn,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Takes connections and says these lines, one at each thing it hears, the first at once; then nothing any more, or `dripping` for ever. */
export async function startStuckServer(
  lines: readonly string[],
  dripping?: string,
): Promise<{
  port: number
  /** Resolves when everybody who was connected has gone. */
  left(): Promise<void>
  stop(): Promise<void>
}> {
  const sockets = new Set<Socket>()
  const gone: Promise<unknown>[] = []
  const server = createServer((socket) => {
    const left = [...lines]
    const say = () => {
      const line = left.shift()
      if (line !== undefined) socket.write(`${line}\r\n`)
      else if (dripping !== undefined) drip ??= setInterval(() => socket.write(`${dripping}\r\n`), 200)
    }
    let drip: NodeJS.Timeout | undefined
    socket.on('close', () => clearInterval(drip))
    sockets.add(socket)
    gone.push(once(socket, 'close'))
    socket.on('error', () => undefined)
    socket.on('data', say)
    say()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    left: async () => void (await Promise.all(gone)),
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
