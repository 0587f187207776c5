import { PAGES } from './calls.ts'
import { FAULTS } from './faults.ts'
import { ENDS } from './hosts.ts'
import type { Measure, MeasureOptions } from './measure.ts'
import { measureCheck } from './measure-check.ts'
import { measureFault } from './measure-faults.ts'
import { measureRelayOnly } from './measure-relay-only.ts'
import { measureServerDeath } from './measure-server-death.ts'
import { measureServerStop } from './measure-server-stop.ts'
import { measureThinLine, measureThinStart } from './measure-thin-line.ts'
import { measureWayRound } from './measure-way-round.ts'
import { openWorld } from './world.ts'

/** By the names of docs/netlab.md. */
const MEASURES: Readonly<Record<string, Measure>> = {
  ...Object.fromEntries(FAULTS.map((fault) => [fault.name, measureFault(fault)])),
  '7': measureThinLine('7', '100kbit'),
  '7s': measureThinStart('7s', '100kbit'),
  '8': measureThinLine('8', '40kbit'),
  '10': measureServerDeath('10'),
  '10s': measureServerStop('10s'),
  udp: measureWayRound('udp'),
  relay: measureRelayOnly('relay'),
  check: measureCheck('check'),
}

const OPTION = /^--(rounds=[1-9]\d*|end=(doc|pat)|page=(bedside|minimal|restarting))$/
const USAGE = '--rounds=1, --end=doc or pat, --page=bedside, minimal or restarting'

/** Runs in the lab. Names of measures; `--rounds=1`, `--end=pat`, `--page=bedside` for less than all. False: something asked for does not exist. */
export async function measure(args: readonly string[]): Promise<boolean> {
  const asked = args.filter((arg) => !arg.startsWith('--'))
  const unknown = args.filter((arg) => !Object.hasOwn(MEASURES, arg) && !OPTION.test(arg))
  if (unknown.length > 0) {
    console.error(
      `Nothing is called ${unknown.join(' or ')}. There are: ${Object.keys(MEASURES).join(', ')}; ${USAGE}.`,
    )
    return false
  }
  const options = optionsOf(args)
  const world = await openWorld()
  try {
    for (const name of asked.length > 0 ? asked : Object.keys(MEASURES)) await MEASURES[name]?.(world, options)
  } finally {
    await world.close()
  }
  return true
}

function optionsOf(args: readonly string[]): MeasureOptions {
  const given = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1]
  return {
    rounds: Number(given('rounds') ?? 5),
    ends: ENDS.filter((end) => given('end') === undefined || given('end') === end),
    pages: PAGES.filter((page) => given('page') === undefined || given('page') === page),
  }
}
