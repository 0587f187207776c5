import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type End, LAB_VARIABLE, nameOf, run, settle, tokenBucket } from './hosts.ts'

/** What can be done to the lines of the two ends. Everything is undone by `mend`. */
export interface Lab {
  /** The address an end has now. */
  address(end: End): string
  /** The command line that runs a program on a host. */
  on(end: End, program: string): readonly string[]
  /** The line is unplugged: the browser is told that it is offline. */
  cut(end: End): void
  /** Nothing passes and nobody is told, as behind a dead router. */
  darken(end: End): void
  /** Another address from one moment to the next, as from Wi-Fi to mobile: the old one is gone first, for a second. */
  move(end: End): Promise<void>
  /** A slow line, both ways. */
  slow(end: End, rate: string): void
  fence(end: End, lets: Fence): void
  mend(end: End): void
  /** Watches the packets on an end's line that fit tcpdump's filter. */
  capture(end: End, filter: string): Promise<Capture>
}

/** What alone a network lets through: TCP, or TCP to a port of web pages. */
export type Fence = 'tcp' | 'https'

export interface Capture {
  /** How many there were. */
  stop(): Promise<number>
}

const MOVING_MS = 1_000

/** The lab in whose `srv` this process runs. */
export function labHere(): Lab {
  const lab = process.env[LAB_VARIABLE]
  if (lab === undefined) throw new Error('this runs in the network lab: npm run netlab')
  const there = (end: End) => nameOf(lab, end)
  const onIptables = (end: End, ...rule: string[]) => run('ip', 'netns', 'exec', there(end), 'iptables', ...rule)

  function address(end: End): string {
    const [first] = JSON.parse(run('ip', '-n', there(end), '-json', '-4', 'addr', 'show', 'dev', 'eth0'))
    return first.addr_info[0].local
  }

  return {
    address,
    on: (end, program) => ['ip', 'netns', 'exec', there(end), program],
    cut: (end) => void run('ip', 'link', 'set', end, 'down'),
    darken(end) {
      onIptables(end, '-A', 'INPUT', '-i', 'eth0', '-j', 'DROP')
      onIptables(end, '-A', 'OUTPUT', '-o', 'eth0', '-j', 'DROP')
    },
    async move(end) {
      const before = address(end)
      run('ip', '-n', there(end), 'link', 'set', 'eth0', 'down')
      await new Promise((done) => setTimeout(done, MOVING_MS))
      run('ip', '-n', there(end), 'addr', 'flush', 'dev', 'eth0')
      settle(there(end), addressAfter(before))
    },
    slow(end, rate) {
      run('tc', 'qdisc', 'replace', 'dev', end, 'root', 'tbf', ...tokenBucket(rate))
      run('tc', '-n', there(end), 'qdisc', 'replace', 'dev', 'eth0', 'root', 'tbf', ...tokenBucket(rate))
    },
    fence(end, lets) {
      onIptables(end, '-A', 'INPUT', '-p', 'udp', '-j', 'DROP')
      onIptables(end, '-A', 'OUTPUT', '-p', 'udp', '-j', 'DROP')
      // The servers under test have ports of their own; of the relay's two the plain one is closed.
      if (lets === 'https') onIptables(end, '-A', 'OUTPUT', '-p', 'tcp', '--dport', '3478', '-j', 'REJECT')
    },
    mend(end) {
      run('ip', 'link', 'set', end, 'up')
      onIptables(end, '-F')
      unslow('-n', nameOf(lab, 'srv'), 'qdisc', 'del', 'dev', end, 'root')
      unslow('-n', there(end), 'qdisc', 'del', 'dev', 'eth0', 'root')
    },
    capture,
  }
}

/** Two further, so that the ends, which began side by side, never meet. */
function addressAfter(before: string): string {
  const [a, b, c, last] = before.split('.').map(Number)
  return [a, b, c, (Number(last) % 252) + 2].join('.')
}

function unslow(...args: string[]): void {
  try {
    run('tc', ...args)
  } catch {
    // It was never slow.
  }
}

async function capture(end: End, filter: string): Promise<Capture> {
  const child = spawn('tcpdump', ['-i', end, '-nn', '--immediate-mode', '-w', '/dev/null', filter], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  const isListening = new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (part) => {
      said += part
      if (said.includes('listening on')) resolve()
    })
    child.once('exit', () => reject(new Error(`tcpdump ended: ${said}`)))
    child.once('error', reject)
  })
  await isListening
  return {
    async stop() {
      const exit = once(child, 'exit')
      child.kill('SIGINT')
      await exit
      return Number(/(\d+) packets? captured/.exec(said)?.[1])
    },
  }
}
