import { type Back, untilBack } from './back-after.ts'
import { type PageKind, remoteTiles, settled, startCall } from './calls.ts'
import type { Fault } from './faults.ts'
import { later, medianSeconds } from './figures.ts'
import { ENDS, type End } from './hosts.ts'
import { type Measure, type MeasureOptions, printRow } from './measure.ts'
import type { World } from './world.ts'

/** Who is not back by then is counted as never. */
const GIVE_UP_MS = 20_000
const WHOSE = { doc: 'doctor', pat: 'patient' }

export interface BackOnBothSides extends Back {
  /** How many pictures of others each end shows then: one, however often the other came back. */
  readonly tiles: Readonly<Record<End, number>>
}

/** Sound and picture after a fault of one end's line, ours beside the other pages. */
export function measureFault(fault: Fault): Measure {
  return async (world, options) => {
    for (const end of options.ends) await measureAt(world, fault, end, options)
  }
}

/** The pages in turns, a call of its own for each round. */
async function measureAt(world: World, fault: Fault, end: End, { rounds, pages }: MeasureOptions): Promise<void> {
  const backs = new Map<PageKind, BackOnBothSides[]>(pages.map((kind) => [kind, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const kind of pages) backs.get(kind)?.push(await backAfterFault(world, kind, fault, end))
  }
  console.log(
    `${fault.name}  at the ${WHOSE[end]}: ${fault.words}; back on both sides, median of ${rounds} (best to worst)`,
  )
  for (const [kind, all] of backs) {
    const sound = medianSeconds(all.map(({ soundMs }) => soundMs))
    const picture = medianSeconds(all.map(({ pictureMs }) => pictureMs))
    const ghosts = all.filter(({ tiles }) => tiles.doc !== 1 || tiles.pat !== 1).length
    printRow(
      kind,
      `sound ${sound}, picture ${picture}${ghosts > 0 ? `; ${ghosts} times not one picture of the other` : ''}`,
    )
  }
}

/** One call, one fault, nobody presses anything; the later of both sides. */
export async function backAfterFault(
  world: World,
  kind: PageKind,
  fault: Pick<Fault, 'happen'>,
  end: End,
): Promise<BackOnBothSides> {
  const call = await startCall(world, kind)
  try {
    await settled(call)
    const since = await fault.happen(world.lab, end)
    const [doc, pat] = await Promise.all(ENDS.map((one) => untilBack(call.pages[one], since, GIVE_UP_MS)))
    if (doc === undefined || pat === undefined) throw new Error('a call has two ends')
    return {
      soundMs: later(doc.soundMs, pat.soundMs),
      pictureMs: later(doc.pictureMs, pat.pictureMs),
      tiles: await remoteTiles(call),
    }
  } finally {
    await call.close()
    world.lab.mend(end)
  }
}
