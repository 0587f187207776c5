import { existsSync } from 'node:fs'

/** Adds what `.env` in the working folder says to the environment; what is set already wins (as Node's --env-file does). */
export function readDotEnv(file = '.env'): void {
  if (existsSync(file)) process.loadEnvFile(file)
}
