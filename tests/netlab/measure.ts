import type { PageKind } from './calls.ts'
import type { End } from './hosts.ts'
import type { World } from './world.ts'

export interface MeasureOptions {
  readonly rounds: number
  readonly ends: readonly End[]
  readonly pages: readonly PageKind[]
}

/** Measures, and prints what came out; nothing here passes or fails. */
export type Measure = (world: World, options: MeasureOptions) => Promise<void>

/** A line of figures. */
export function printRow(name: string, words: string): void {
  console.log(`    ${name.padEnd(12)}${words}`)
}

/** A fault has a length, and so has a look at what it does; nothing else in the lab waits for time to pass. */
export function passed(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
