import { longestGap } from './back-after.ts'
import { type LabCall, settled, startCall } from './calls.ts'
import { later, medianSeconds, seconds } from './figures.ts'
import { ENDS } from './hosts.ts'
import { type Measure, passed, printRow } from './measure.ts'
import { type Sight, sightsOf } from './watch-media.ts'
import type { World } from './world.ts'

const DEAD_MS = 4_000
const ROOM_WITHIN_MS = 30_000

export interface Survived {
  /** Longest time without anything new, on either side, while signaling was dead and coming back; and in the call before that. */
  readonly gap: { soundMs: number; pictureMs: number }
  readonly gapBefore: { soundMs: number; pictureMs: number }
  /** From its first readiness until both pages say that they are connected. */
  readonly roomMs: number | null
}

export function measureServerDeath(name: string): Measure {
  return async (world, { rounds }) => {
    const all: Survived[] = []
    for (let round = 0; round < rounds; round += 1) all.push(await surviveServerDeath(world))
    console.log(`${name}  kill -9 of signaling in a call, back after 4 s; the worse of both sides`)
    const worst = (of: 'gap' | 'gapBefore', key: 'soundMs' | 'pictureMs') =>
      seconds(Math.max(...all.map((one) => one[of][key])))
    printRow('gap', `sound ${worst('gap', 'soundMs')}, picture ${worst('gap', 'pictureMs')} (longest of ${rounds})`)
    printRow(
      'before',
      `sound ${worst('gapBefore', 'soundMs')}, picture ${worst('gapBefore', 'pictureMs')} (longest, undisturbed)`,
    )
    printRow('room', `${medianSeconds(all.map(({ roomMs }) => roomMs))} after the process is back`)
  }
}

export async function surviveServerDeath(world: World): Promise<Survived> {
  const call = await startCall(world, 'bedside')
  try {
    await settled(call)
    const settledAt = Date.now()
    await passed(DEAD_MS)
    const killedAt = Date.now()
    await world.bedside.kill()
    await passed(DEAD_MS)
    await world.bedside.startAgain()
    const backAt = Date.now()
    const roomAt = await connectedAgain(call, killedAt)
    return {
      gapBefore: await gapOf(call, settledAt, killedAt),
      gap: await gapOf(call, killedAt, Date.now()),
      roomMs: roomAt === null ? null : roomAt - backAt,
    }
  } finally {
    await call.close()
  }
}

/** When both pages, having noticed, said that they are connected again. */
async function connectedAgain(call: LabCall, killedAt: number): Promise<number | null> {
  const until = Date.now() + ROOM_WITHIN_MS
  for (;;) {
    const back = await Promise.all(ENDS.map(async (end) => backInRoomAt(await sightsOf(call.pages[end], killedAt))))
    const latest = back.reduce(later, 0)
    if (latest !== null || Date.now() > until) return latest
    await passed(100)
  }
}

function backInRoomAt(sights: readonly Sight[]): number | null {
  const noticed = sights.findIndex(({ phase }) => phase === 'reconnecting')
  const back = noticed < 0 ? undefined : sights.slice(noticed).find(({ phase }) => phase === 'connected')
  return back?.at ?? null
}

async function gapOf(call: LabCall, from: number, to: number): Promise<{ soundMs: number; pictureMs: number }> {
  const gaps = await Promise.all(
    ENDS.map(async (end) => longestGap((await sightsOf(call.pages[end], from)).filter(({ at }) => at <= to))),
  )
  return {
    soundMs: Math.max(...gaps.map(({ soundMs }) => soundMs)),
    pictureMs: Math.max(...gaps.map(({ pictureMs }) => pictureMs)),
  }
}
