import type { End } from './hosts.ts'
import type { Lab } from './lab.ts'
import { passed } from './measure.ts'

/** Something that happens to one end's line under a call. */
export interface Fault {
  readonly name: string
  readonly words: string
  /** Resolves when the line is whole again, with the moment from which sound could arrive. */
  happen(lab: Lab, end: End): Promise<number>
}

/** Those of the plan's measures, with their times. */
export const FAULTS: readonly Fault[] = [
  {
    name: '9a',
    words: 'line unplugged for 5 s, same address afterwards',
    happen: (lab, end) => unplugged(lab, end, 5_000),
  },
  { name: '9b', words: 'nothing passes for 25 s and nobody is told', happen: (lab, end) => dark(lab, end, 25_000) },
  { name: '9c', words: 'line unplugged for 45 s', happen: (lab, end) => unplugged(lab, end, 45_000) },
  { name: '9d', words: 'another address', happen: moved },
]

export async function unplugged(lab: Lab, end: End, forMs: number): Promise<number> {
  lab.cut(end)
  await passed(forMs)
  lab.mend(end)
  return Date.now()
}

export async function dark(lab: Lab, end: End, forMs: number): Promise<number> {
  lab.darken(end)
  await passed(forMs)
  lab.mend(end)
  return Date.now()
}

export async function moved(lab: Lab, end: End): Promise<number> {
  await lab.move(end)
  return Date.now()
}
