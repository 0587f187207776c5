import type { Page } from '@playwright/test'
import { longestGap } from './back-after.ts'
import { type LabCall, settled, startCall } from './calls.ts'
import { percent, seconds } from './figures.ts'
import { ENDS } from './hosts.ts'
import { type Measure, passed, printRow } from './measure.ts'
import { type Sight, sightsOf } from './watch-media.ts'
import type { World } from './world.ts'

/**
 * Of sound alone: two processors play both ends of all of them, and with ten have nothing left. Twenty calls without media go through the same
 * in tests/process/coming-back.test.ts.
 */
const CALLS = 6
const LOOK_EVERY_MS = 250
/** The last of so many is told to come back after a second; as long as nobody is told that a line is lost, and some more. */
const LOOKED_AT_MS = 15_000

export interface Stopped {
  readonly before: Heard
  readonly meanwhile: Heard
  /** How many pages got their place by another socket. */
  readonly back: number
  /** How many showed at any time that something was amiss. */
  readonly noticed: number
  readonly pages: number
}

interface Heard {
  /** Longest time without a packet at any page, to a look. */
  readonly gapMs: number
  /** Of all that was played, what was made up because nothing had come. */
  readonly concealed: number
}

/** SIGTERM under many calls, with the next process there as soon as the first is gone. */
export function measureServerStop(name: string): Measure {
  return async (world) => {
    const { before, meanwhile, back, noticed, pages } = await surviveServerStop(world, CALLS)
    console.log(`${name}  SIGTERM of signaling under ${CALLS} calls of sound, started again at once; ${pages} pages`)
    const words = ({ gapMs, concealed }: Heard) => `longest gap ${seconds(gapMs)}, concealed ${percent(concealed)}`
    printRow('before', words(before))
    printRow('meanwhile', words(meanwhile))
    printRow('pages', `${back} back in the room by another socket, ${noticed} showed anything of it`)
  }
}

export async function surviveServerStop(world: World, howMany: number): Promise<Stopped> {
  const calls: LabCall[] = []
  try {
    for (let index = 0; index < howMany; index += 1) {
      const call = await startCall(world, 'bedside', { soundOnly: true, lookEveryMs: LOOK_EVERY_MS })
      calls.push(call)
      await settled(call, 30_000, 'sound')
    }
    const pages = calls.flatMap((call) => ENDS.map((end) => call.pages[end]))
    const back = new Set<Page>()
    for (const page of pages) {
      page.on('websocket', (socket) => {
        socket.on('framereceived', ({ payload }) => {
          if (/"type":"(joined|resumed)"/.test(String(payload))) back.add(page)
        })
      })
    }
    const quietFrom = Date.now()
    await passed(LOOKED_AT_MS)
    const stoppedAt = Date.now()
    await world.bedside.kill('SIGTERM')
    await world.bedside.startAgain()
    await passed(LOOKED_AT_MS)
    const seen = await Promise.all(pages.map((page) => sightsOf(page, quietFrom)))
    return {
      before: heard(seen.map((sights) => sights.filter(({ at }) => at < stoppedAt))),
      meanwhile: heard(seen.map((sights) => sights.filter(({ at }) => at >= stoppedAt))),
      back: back.size,
      noticed: seen.filter((sights) => sights.some(({ phase }) => phase !== 'connected')).length,
      pages: pages.length,
    }
  } finally {
    await Promise.all(calls.map((call) => call.close()))
  }
}

function heard(pages: readonly (readonly Sight[])[]): Heard {
  const grown = (key: 'samples' | 'concealed') =>
    pages.reduce((sum, sights) => sum + ((sights.at(-1)?.[key] ?? 0) - (sights[0]?.[key] ?? 0)), 0)
  return {
    gapMs: Math.max(...pages.map((sights) => longestGap(sights).soundMs)),
    concealed: grown('concealed') / grown('samples'),
  }
}
