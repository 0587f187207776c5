import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { freePort, launch } from './processes.ts'

export interface RunningWeb {
  readonly port: number
  readonly child: ChildProcess
  /** Resolves with its exit code. */
  stop(): Promise<number | null>
}

/** The real web process, with whatever listens on `signalingPort` behind it. */
export async function startWeb(signalingPort: number, env: Record<string, string> = {}): Promise<RunningWeb> {
  const port = await freePort()
  const { child, ready } = launch('dist/web/main.js', {
    LOG_LEVEL: 'error',
    PORT: String(port),
    SIGNALING_PORT: String(signalingPort),
    ...env,
  })
  await ready
  return {
    port,
    child,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const exit = once(child, 'exit')
        child.kill('SIGTERM')
        await exit
      }
      return child.exitCode
    },
  }
}
