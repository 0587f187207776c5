import { execFileSync } from 'node:child_process'

/**
 * Three hosts on one machine, as network namespaces: `srv` with a bridge, where the servers and whoever drives the lab run, and `doc` and `pat`,
 * each with a browser, on a line of their own to that bridge. Needs root, iproute2 and iptables.
 */
export type Host = 'srv' | 'doc' | 'pat'
/** The two ends of a call. */
export type End = Exclude<Host, 'srv'>

export const ENDS: readonly End[] = ['doc', 'pat']
export const SERVER_ADDRESS = '10.77.0.1'
const FIRST_ADDRESS: Readonly<Record<End, string>> = { doc: '10.77.0.2', pat: '10.77.0.3' }
/** Under this name those who run in the lab find it. */
export const LAB_VARIABLE = 'BEDSIDE_LAB'
const NAMES = /^bedside-(\d+)-(?:srv|doc|pat)$/

export interface Hosts {
  /** What to say to `LAB_VARIABLE`. */
  readonly lab: string
  /** The namespace of `srv`. */
  readonly server: string
  /** Ends whatever still runs on them and takes them down. */
  close(): void
}

/** Why there can be no lab here; null when there can. */
export function whyNoLab(): string | null {
  if (process.getuid?.() !== 0) return 'it takes root'
  const probe = `bedside-${process.pid}-probe`
  try {
    run('ip', 'netns', 'add', probe)
  } catch {
    return 'network namespaces cannot be made here (iproute2 is missing, or this machine does not allow them)'
  }
  try {
    run('ip', 'netns', 'exec', probe, 'tc', 'qdisc', 'add', 'dev', 'lo', 'root', 'tbf', ...tokenBucket('1mbit'))
    run('ip', 'netns', 'exec', probe, 'iptables', '-A', 'INPUT', '-p', 'udp', '-j', 'DROP')
    return null
  } catch {
    return 'tc or iptables is missing or does not work here'
  } finally {
    run('ip', 'netns', 'del', probe)
  }
}

export function openHosts(): Hosts {
  takeDownLeftOver()
  const lab = `bedside-${process.pid}`
  const srv = nameOf(lab, 'srv')
  try {
    for (const host of ['srv', ...ENDS] as const) {
      run('ip', 'netns', 'add', nameOf(lab, host))
      run('ip', '-n', nameOf(lab, host), 'link', 'set', 'lo', 'up')
    }
    run('ip', '-n', srv, 'link', 'add', 'bridge', 'type', 'bridge')
    run('ip', '-n', srv, 'addr', 'add', `${SERVER_ADDRESS}/24`, 'dev', 'bridge')
    run('ip', '-n', srv, 'link', 'set', 'bridge', 'up')
    for (const end of ENDS) {
      const there = nameOf(lab, end)
      run('ip', 'link', 'add', end, 'netns', srv, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', there)
      run('ip', '-n', srv, 'link', 'set', end, 'master', 'bridge', 'up')
      settle(there, FIRST_ADDRESS[end])
    }
  } catch (error) {
    takeDown(lab)
    throw error
  }
  return { lab, server: srv, close: () => takeDown(lab) }
}

/** The name of a host's namespace: with the number of the process that made it, so that two labs never meet. */
export function nameOf(lab: string, host: Host): string {
  return `${lab}-${host}`
}

/** Gives a host its one address. Without a default route Chromium gathers no candidates. */
export function settle(namespace: string, address: string): void {
  run('ip', '-n', namespace, 'addr', 'add', `${address}/24`, 'dev', 'eth0')
  run('ip', '-n', namespace, 'link', 'set', 'eth0', 'up')
  run('ip', '-n', namespace, 'route', 'add', 'default', 'via', SERVER_ADDRESS)
}

/** A short queue behind a slow line, as routers have: what does not fit within 400 ms is lost. */
export function tokenBucket(rate: string): string[] {
  return ['rate', rate, 'burst', '3000', 'latency', '400ms']
}

/** Returns what it said; throws when it fails, with what it complained of. */
export function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** A lab whose process was killed could not take itself down. */
function takeDownLeftOver(): void {
  const owners = new Set(
    run('ip', 'netns', 'list')
      .split('\n')
      .flatMap((line) => NAMES.exec(line.split(' ')[0] ?? '')?.[1] ?? []),
  )
  for (const owner of owners) if (!isRunning(Number(owner))) takeDown(`bedside-${owner}`)
}

function takeDown(lab: string): void {
  for (const host of ['srv', ...ENDS] as const) {
    const name = nameOf(lab, host)
    try {
      for (const pid of run('ip', 'netns', 'pids', name).split('\n').filter(Boolean)) kill(Number(pid))
      run('ip', 'netns', 'del', name)
    } catch {
      // It was never made, or is gone already.
    }
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended in between.
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
