import { spawn } from 'node:child_process'

/**
 * The two processes as one: they start in order, stop together, and neither outlives the other or this one (the channel between
 * them closes, and that ends a child).
 *
 * @typedef {{ type: 'ready', firstTry?: FirstTry | null } | { type: 'failed', sentence: string } | { type: 'died', sentence: string }} Said
 * `failed`: it said why itself. `died`: it could not.
 * @typedef {{ doctorSecret: string, patientCode: string, administratorCode: string }} FirstTry
 */

const STOP_WITHIN_MS = 10_000

/**
 * `onFirstTry`: the links, from a process whose store came after its start.
 *
 * @param {{ onEnd: (name: string) => void, onFirstTry?: (firstTry: FirstTry | null) => void }} options
 */
export function createChildren({ onEnd, onFirstTry }) {
  /** @type {Map<string, import('node:child_process').ChildProcess>} */
  const running = new Map()
  let stopping = false

  return {
    /** Starts a script; resolves with what it said first. @param {string} name @param {string} script @returns {Promise<Said>} */
    start(name, script) {
      // Logs are for the operator and go to stderr; stdout has the few lines that people and programs read.
      const child = spawn(process.execPath, ['--enable-source-maps', script], { stdio: ['ignore', 2, 2, 'ipc'] })
      running.set(name, child)
      return new Promise((resolve) => {
        child.once('message', (said) => resolve(/** @type {Said} */ (said)))
        child.on('message', (said) => {
          const { type, firstTry } = /** @type {{ type: string, firstTry?: FirstTry | null }} */ (said)
          if (type === 'first-try') onFirstTry?.(firstTry ?? null)
        })
        child.once('error', (error) =>
          resolve({ type: 'died', sentence: `The ${name} process could not be started: ${error.message}` }),
        )
        child.once('exit', (code, signal) => {
          running.delete(name)
          resolve({ type: 'died', sentence: `The ${name} process ended at once (${signal ?? `exit code ${code}`}).` })
          if (!stopping) onEnd(name)
        })
      })
    },

    /** @param {string} name @param {NodeJS.Signals} signal */
    signal(name, signal) {
      running.get(name)?.kill(signal)
    },

    /**
     * Asks one after the other to stop, in the order in which they were started, and insists after ten seconds: what signaling has to say to
     * people before it goes reaches them through the web process.
     */
    async stop() {
      stopping = true
      for (const child of [...running.values()]) await stopOne(child)
    },
  }
}

/** @param {import('node:child_process').ChildProcess} child */
function stopOne(child) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve()
      const insist = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
      child.once('exit', () => {
        clearTimeout(insist)
        resolve()
      })
      child.kill('SIGTERM')
    })
  )
}
