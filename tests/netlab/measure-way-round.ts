import { untilBack } from './back-after.ts'
import { type LabCall, settled, startCall } from './calls.ts'
import { later, medianSeconds } from './figures.ts'
import { ENDS } from './hosts.ts'
import type { Fence } from './lab.ts'
import { type Measure, printRow } from './measure.ts'
import { sightsOf } from './watch-media.ts'
import type { World } from './world.ts'

const GIVE_UP_MS = 30_000
/** What was under way when the fence went up has arrived by then. */
const ARRIVED_MS = 500

export interface WayRound {
  readonly soundMs: number | null
  readonly pictureMs: number | null
  readonly path: string | null
}

export function measureWayRound(name: string): Measure {
  return async (world, { rounds }) => {
    for (const fence of ['tcp', 'https'] as const) {
      const all: WayRound[] = []
      for (let round = 0; round < rounds; round += 1) all.push(await goRound(world, fence))
      const only = fence === 'tcp' ? 'TCP alone' : 'TCP to port 443 alone'
      console.log(
        `${name}  the patient's network lets through ${only} from one moment to the next, median of ${rounds}`,
      )
      const sound = medianSeconds(all.map(({ soundMs }) => soundMs))
      const picture = medianSeconds(all.map(({ pictureMs }) => pictureMs))
      printRow(
        'bedside',
        `sound ${sound}, picture ${picture}, over ${[...new Set(all.map(({ path }) => path))].join(', ')}`,
      )
    }
  }
}

/** A direct call whose network lets nothing direct through any more: how long until it goes over the relay. */
export async function goRound(world: World, fence: Fence): Promise<WayRound> {
  const call = await startCall(world, 'bedside')
  try {
    await settled(call)
    world.lab.fence('pat', fence)
    const since = Date.now() + ARRIVED_MS
    const [doc, pat] = await Promise.all(ENDS.map((end) => untilBack(call.pages[end], since, GIVE_UP_MS)))
    if (doc === undefined || pat === undefined) throw new Error('a call has two ends')
    return {
      soundMs: sinceFence(later(doc.soundMs, pat.soundMs)),
      pictureMs: sinceFence(later(doc.pictureMs, pat.pictureMs)),
      path: await pathOf(call),
    }
  } finally {
    await call.close()
    world.lab.mend('pat')
  }
}

function sinceFence(ms: number | null): number | null {
  return ms === null ? null : ms + ARRIVED_MS
}

async function pathOf(call: LabCall): Promise<string | null> {
  return (await sightsOf(call.pages.pat, Date.now() - 1_000)).at(-1)?.path ?? null
}
