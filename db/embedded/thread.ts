import { Worker } from 'node:worker_threads'
import { StoreUnavailable } from '../port.ts'
import type { FromThread, Reply, ThreadData, ToThread } from './messages.ts'

type Named = Record<string, (...args: never[]) => unknown>

/** The main thread's end of one of the store's threads. */
export interface Thread<Calls extends Named> {
  /** Once, before anything is asked. Rejects with `StoreUnavailable` when the thread cannot open its file. */
  open(): Promise<void>
  ask<Call extends keyof Calls & string>(call: Call, ...args: Parameters<Calls[Call]>): Promise<ReturnType<Calls[Call]>>
  /** Answers what was asked before, refuses what is asked from now on, ends after `last`, and resolves when the thread is gone. */
  close(last?: Promise<void>): Promise<void>
}

interface Asked {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** Starts loading the thread's script. `lost`: the thread died unasked, and answers nothing any more. */
export function startThread<Calls extends Named>(
  script: URL,
  data: ThreadData,
  lost: (error: Error) => void,
): Thread<Calls> {
  const worker = new Worker(script, { workerData: data, execArgv: [], name: `store-${data.role}` })
  const asked = new Map<number, Asked>()
  const exit = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  let state: { is: 'usable' } | { is: 'closed' } | { is: 'lost'; error: Error } = { is: 'usable' }
  let lastId = 0

  worker.on('message', (replies: FromThread) => replies.forEach(settle))
  worker.once('error', lose)
  worker.once('exit', (code) => lose(new Error(`The ${data.role} thread ended with ${code}.`)))

  function settle(reply: Reply): void {
    const one = asked.get(reply.id)
    asked.delete(reply.id)
    if (reply.ok) one?.resolve(reply.value)
    else one?.reject(errorOf(reply))
  }

  function lose(error: Error): void {
    for (const one of asked.values()) one.reject(unreachable(error))
    asked.clear()
    if (state.is !== 'usable') return
    state = { is: 'lost', error }
    lost(error)
  }

  function request(call: string, args: readonly unknown[]): Promise<unknown> {
    if (state.is === 'closed') return Promise.reject(new StoreUnavailable('closed'))
    if (state.is === 'lost') return Promise.reject(unreachable(state.error))
    lastId += 1
    const id = lastId
    return new Promise((resolve, reject) => {
      asked.set(id, { resolve, reject })
      worker.postMessage({ id, call, args } satisfies ToThread)
    })
  }

  return {
    async open() {
      await request('open', [])
    },
    // The other end is this program's own handler of that name, from which the type comes.
    ask: (call, ...args) => request(call, args) as Promise<ReturnType<Calls[typeof call]>>,
    async close(last) {
      if (state.is === 'usable') state = { is: 'closed' }
      await last
      worker.postMessage('close' satisfies ToThread)
      await exit
    },
  }
}

function errorOf({ trouble }: Extract<Reply, { ok: false }>): Error {
  const cause = new Error(trouble.detail)
  switch (trouble.kind) {
    case 'unavailable':
      return new StoreUnavailable(trouble.why, { cause })
    case 'fault':
      return new Error('The store failed.', { cause })
  }
}

function unreachable(cause: Error): StoreUnavailable {
  return new StoreUnavailable('unreachable', { cause })
}
