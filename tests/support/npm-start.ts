import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** `npm start` as people run it. */
export interface Started {
  readonly child: ChildProcess
  stderr(): string
  /** All it has printed, as soon as that matches; fails when it ends first. */
  until(pattern: RegExp): Promise<string>
}

export function start(environment: Record<string, string>, command = [process.execPath, 'run/start.mjs']): Started {
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LOG_LEVEL: 'error', ...environment },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (part) => {
    stdout += part
  })
  child.stderr.on('data', (part) => {
    stderr += part
  })
  return {
    child,
    stderr: () => stderr,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(stdout)) return
          child.stdout.off('data', look)
          resolve(stdout)
        }
        child.stdout.on('data', look)
        child.once('exit', () => reject(new Error(`ended before it printed ${pattern}: ${stderr}`)))
        look()
      }),
  }
}

export async function stop({ child }: Started): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

/** What it said on standard error before it ended with 1. */
export async function failureOf(bedside: Started): Promise<string> {
  const [code] = await once(bedside.child, 'close')
  if (code !== 1) throw new Error(`ended with ${code}`)
  return bedside.stderr().trim()
}
