import { median } from '../bench/figures.ts'
import { type LabCall, type PageKind, settled, startCall } from './calls.ts'
import { later, percent, seconds } from './figures.ts'
import { ENDS } from './hosts.ts'
import { type Measure, passed, printRow } from './measure.ts'
import { type Sight, sightsOf } from './watch-media.ts'

const LOOK_MS = 45_000

/** The patient's line gets slow under a running call. */
export function measureThinLine(name: string, rate: string): Measure {
  return async (world, { pages }) => {
    console.log(`${name}  the patient's line is slow under a running call: ${rate}/s for 45 s, the worse of both sides`)
    for (const kind of pages.filter(isAnotherSender)) {
      const call = await startCall(world, kind)
      try {
        await settled(call)
        world.lab.slow('pat', rate)
        const since = Date.now()
        await passed(LOOK_MS)
        printRow(kind, worse(await seenOf(call, since)))
      } finally {
        await call.close()
        world.lab.mend('pat')
      }
    }
  }
}

/** The call starts on that line. */
export function measureThinStart(name: string, rate: string): Measure {
  return async (world, { pages }) => {
    console.log(`${name}  the call starts on a slow line of the patient's: ${rate}/s, 45 s, the worse of both sides`)
    for (const kind of pages.filter(isAnotherSender)) {
      world.lab.slow('pat', rate)
      const call = await startCall(world, kind)
      try {
        await passed(LOOK_MS)
        const seen = await seenOf(call, call.openedAt)
        const sound = firstOnBothSides(seen, call.openedAt, ({ samples, concealed }) => samples > concealed)
        const picture = firstOnBothSides(seen, call.openedAt, ({ frames }) => frames > 0)
        printRow(kind, `sound ${seconds(sound)} after opening, picture ${seconds(picture)}; ${worse(seen)}`)
      } finally {
        await call.close()
        world.lab.mend('pat')
      }
    }
  }
}

/** The restarting page sends as the minimal one does. */
function isAnotherSender(kind: PageKind): boolean {
  return kind !== 'restarting'
}

function seenOf(call: LabCall, since: number): Promise<Sight[][]> {
  return Promise.all(ENDS.map((end) => sightsOf(call.pages[end], since)))
}

function firstOnBothSides(seen: Sight[][], since: number, has: (sight: Sight) => boolean): number | null {
  return seen.reduce<number | null>((latest, sights) => {
    const first = sights.find(has)
    return later(latest, first === undefined ? null : first.at - since)
  }, 0)
}

function worse(seen: Sight[][]): string {
  const concealed = Math.max(...seen.map(concealedShare))
  const roundTrip = Math.max(...seen.map(middleRoundTripMs))
  const frames = Math.min(...seen.map(framesPerSecond))
  return `sound concealed ${percent(concealed)}, round trip ${(roundTrip / 1_000).toFixed(2)} s, ${frames.toFixed(0)} pictures/s`
}

function concealedShare(sights: Sight[]): number {
  const grown = (key: 'samples' | 'concealed') => (sights.at(-1)?.[key] ?? 0) - (sights[0]?.[key] ?? 0)
  return grown('samples') === 0 ? 1 : grown('concealed') / grown('samples')
}

function middleRoundTripMs(sights: Sight[]): number {
  return median(sights.flatMap(({ roundTripMs }) => roundTripMs ?? []))
}

function framesPerSecond(sights: Sight[]): number {
  const [first, last] = [sights[0], sights.at(-1)]
  return first === undefined || last === undefined ? 0 : ((last.frames - first.frames) * 1_000) / (last.at - first.at)
}
