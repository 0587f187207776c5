import { type RunningBedside, type RunningSignaling, startBedside, startSignaling } from '../support/processes.ts'

/** Bedside whose signaling process can die and come back on the same port with the same data. */
export interface KillableBedside {
  readonly url: string
  /** Opens the sample doctor's first meeting. Another one after each start. */
  doctorUrl(): string
  /** kill -9 unless told otherwise; resolves when it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Resolves when it is ready again. */
  startAgain(): Promise<void>
  stop(): Promise<void>
}

export async function startKillableBedside(env: Record<string, string>): Promise<KillableBedside> {
  const bedside: RunningBedside = await startBedside({ env })
  const { url } = bedside
  const { port, dataDir } = bedside.signaling
  const sameEnv = { ...env, SIGNALING_PORT: String(port), PORT: new URL(url).port, PUBLIC_URL: url }
  let signaling: RunningSignaling = bedside.signaling
  return {
    url,
    doctorUrl: () => `${url}/try/${signaling.firstTry?.doctorSecret}`,
    kill: (signal) => signaling.kill(signal),
    async startAgain() {
      signaling = await startSignaling({ dataDir, env: sameEnv })
    },
    async stop() {
      await signaling.stop()
      // The first one takes the folder with it.
      await bedside.stop()
    },
  }
}
