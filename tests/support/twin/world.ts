import { createDraws } from '../../../signaling/seed/draws.ts'
import { createManualClock, type ManualClock } from '../manual-clock.ts'
import { grantFor, type Somebody } from '../rooms-world.ts'
import { openPage, type Page, type Tab } from './browser.ts'
import { type Clinic, createClinic } from './clinic.ts'
import type { Wires } from './connection.ts'
import { SimulatedDevices } from './devices.ts'
import { createNetwork, type Host, newHost } from './network.ts'
import { pass } from './time.ts'

/** Somebody with a machine, its devices, and the page they have open. */
export interface Visitor {
  readonly who: Somebody
  readonly host: Host
  readonly devices: SimulatedDevices
  /** What the tab keeps from one page to the next. */
  readonly tab: Tab
  /** Null before they come. */
  page: Page | null
}

/** A clinic, people and a network between them, all simulated but the engine and the hub; the same for the same seed. */
export interface TwinWorld {
  readonly clock: ManualClock
  readonly clinic: Clinic
  readonly visitors: readonly Visitor[]
  /** A page of theirs that joins; the one they had is closed first. */
  open(visitor: Visitor): Page
  pass(ms: number): Promise<void>
  /** As from Wi-Fi to mobile: away for a moment, then at another address. */
  move(visitor: Visitor): void
  cut(visitor: Visitor): void
  mend(visitor: Visitor): void
}

const MOVING_MS = 1_000

export function createTwinWorld(seed: number, who: readonly Somebody[]): TwinWorld {
  const draws = createDraws(seed)
  const random = () => draws.number()
  const clock = createManualClock()
  const wires: Wires = { network: createNetwork(clock, random), endpoints: new Map(), connections: new Map() }
  const clinic = createClinic(clock)
  let lastAddress = 1
  const newAddress = () => {
    lastAddress += 1
    return `10.0.0.${lastAddress}`
  }
  const visitors = who.map(
    (one): Visitor => ({
      who: one,
      host: newHost(one, newAddress()),
      devices: new SimulatedDevices(clock),
      tab: { you: '', unsent: [], received: new Set() },
      page: null,
    }),
  )

  function mend({ host, page }: Visitor): void {
    if (host.isUp) return
    host.isUp = true
    host.changedAt = clock.elapsed()
    page?.feelNetwork(true)
  }

  function cut({ host, page }: Visitor): void {
    if (!host.isUp) return
    host.isUp = false
    host.changedAt = clock.elapsed()
    page?.feelNetwork(false)
  }

  return {
    clock,
    clinic,
    visitors,
    open(visitor) {
      visitor.page?.unload()
      visitor.page = openPage({ clock, random, wires, clinic, grant: grantFor(visitor.who), ...visitor })
      return visitor.page
    },
    pass: (ms) => pass(clock, ms),
    move(visitor) {
      cut(visitor)
      clock.after(MOVING_MS, () => {
        visitor.host.address = newAddress()
        mend(visitor)
      })
    },
    cut,
    mend,
  }
}
