import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'

const CHILD = 'dist/tests/store-child.js'
/** The store's worker with its packages inside: it starts several times as fast, which is what hundreds of starts need. */
export const QUICK_WORKER = 'dist/tests/store-worker.js'

/** What a writing child has done to a meeting, in this order. */
export const STEPS = ['inserted', 'issued', 'consented', 'ended', 'revoked'] as const
export type Step = (typeof STEPS)[number]

/** Bundles tests/support/store-child.ts and its worker. Tests that run side by side replace each other's, never half of it. */
export async function buildStoreChild(): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: { 'store-child': 'tests/support/store-child.ts', 'store-worker': 'db/embedded/worker.ts' },
    outdir: 'dist/tests',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['libsql'],
    logLevel: 'error',
    write: false,
  })
  await mkdir('dist/tests', { recursive: true })
  for (const { path, contents } of outputFiles) {
    await writeFile(`${path}.${process.pid}`, contents)
    await rename(`${path}.${process.pid}`, path)
  }
}

export interface StoreProcess {
  /** Every whole line it said, in order. */
  readonly said: readonly string[]
  /** Resolves with what it says first: `open`, or `refused WHY`; rejects when it ends without a word. */
  readonly first: Promise<string>
  /** Resolves when it has said that many lines, or has ended. */
  saidLines(count: number): Promise<void>
  /** kill -9; resolves when it is gone and all it said has been read. */
  kill(): Promise<void>
  /** Lets it close its store and end. */
  end(): Promise<void>
}

export function startStoreProcess(
  task: 'write' | 'hold',
  folder: string,
  told: { doctorId?: string; uid?: number } = {},
): StoreProcess {
  const args = [resolve(CHILD), task, folder, resolve(QUICK_WORKER), told.doctorId ?? '']
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] },
    ...(told.uid === undefined ? {} : { uid: told.uid }),
  })
  const said: string[] = []
  const lines = createInterface({ input: child.stdout })
  const ended = once(child, 'close').then(() => undefined)
  const waiting: { count: number; go: () => void }[] = []
  lines.on('line', (line) => {
    said.push(line)
    for (const { count, go } of waiting) if (said.length >= count) go()
  })

  const saidLines = (count: number) =>
    Promise.race([ended, new Promise<void>((go) => (said.length >= count ? go() : waiting.push({ count, go })))])
  const first = saidLines(1).then(() => {
    if (said[0] === undefined) throw new Error(`The store's process ended (${child.exitCode}) without a word.`)
    return said[0]
  })
  // Whoever kills it before it spoke does not ask.
  first.catch(() => undefined)

  return {
    said,
    first,
    saidLines,
    kill: () => over(child, ended, () => child.kill('SIGKILL')),
    end: () => over(child, ended, () => child.stdin.end()),
  }
}

async function over(child: ChildProcess, ended: Promise<void>, ask: () => void): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) ask()
  await ended
}
