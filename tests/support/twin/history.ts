import fc from 'fast-check'
import { roomOf } from '../../../src/call/core/call-state.ts'
import type { TwinWorld, Visitor } from './world.ts'

/** Something that happens in a call: to somebody's network, machine or page, to the clinic, or by a person's doing. */
export type Move =
  | { readonly what: 'time'; readonly ms: number }
  | { readonly what: 'clinic-killed' | 'clinic-started' | 'clinic-replaced' }
  | { readonly what: PersonalMove; readonly who: number }

type PersonalMove =
  | keyof typeof NETWORK
  | keyof typeof PAGE
  | keyof typeof DEEDS
  | keyof typeof DEVICES
  | keyof typeof GOING
type Happening = (visitor: Visitor, world: TwinWorld) => void

const NETWORK = {
  cut: (visitor, world) => world.cut(visitor),
  mend: (visitor, world) => world.mend(visitor),
  move: (visitor, world) => world.move(visitor),
  dark: ({ host }) => Object.assign(host, { isDark: true }),
  light: ({ host }) => Object.assign(host, { isDark: false }),
  lossy: ({ host }) => Object.assign(host, { loss: 0.3 }),
  clean: ({ host }) => Object.assign(host, { loss: 0 }),
  blocked: ({ host }) => Object.assign(host, { blocksPeers: true }),
  unblocked: ({ host }) => Object.assign(host, { blocksPeers: false }),
} satisfies Record<string, Happening>

const PAGE = {
  reload(visitor, world) {
    // No page loads where nothing passes.
    if (visitor.host.isUp && !visitor.host.isDark && isInCall(visitor)) world.open(visitor)
  },
  crash(visitor) {
    if (!isInCall(visitor)) return
    visitor.page?.crash()
    visitor.page = null
  },
  freeze: ({ page }) => page?.freeze(),
  thaw: ({ page }) => page?.thaw(),
  hide: ({ page }) => page?.show(false),
  show: ({ page }) => page?.show(true),
} satisfies Record<string, Happening>

const DEEDS = {
  write(visitor) {
    const session = visitor.page?.session
    if (session && roomOf(session.state().call) !== null) session.write('a line')
  },
  'camera-off': ({ page }) => page?.session.turn('camera', false),
  'camera-on': ({ page }) => page?.session.turn('camera', true),
  mute: ({ page }) => page?.session.mute(true),
  unmute: ({ page }) => page?.session.mute(false),
  'camera-unplugged': ({ devices }) => devices.unplug('video'),
  'camera-plugged': ({ devices }) => devices.plugIn('video'),
  'microphone-unplugged': ({ devices }) => devices.unplug('audio'),
  'microphone-plugged': ({ devices }) => devices.plugIn('audio'),
} satisfies Record<string, Happening>

const DEVICES = {
  'headset-plugged': ({ devices }) => devices.plugInAnother('audio'),
  'headset-unplugged': ({ devices }) => devices.unplugTheOther('audio'),
  'headset-chosen': ({ page }) => page?.session.choose('microphone', 'headset'),
  'second-camera-plugged': ({ devices }) => devices.plugInAnother('video'),
  'second-camera-unplugged': ({ devices }) => devices.unplugTheOther('video'),
  'second-camera-chosen': ({ page }) => page?.session.choose('camera', 'second camera'),
  'telephone-rings': ({ devices }) => devices.take('audio'),
  'telephone-hung-up': ({ devices }) => devices.giveBack('audio'),
  'camera-taken': ({ devices }) => devices.take('video'),
  'camera-given-back': ({ devices }) => devices.giveBack('video'),
  'permission-withdrawn': ({ devices }) => devices.withdraw('denied'),
  'permission-to-be-asked': ({ devices }) => devices.withdraw('prompt'),
  sleep({ page, devices }) {
    page?.freeze()
    devices.endTracks('audio')
    devices.endTracks('video')
  },
  wake: ({ page }) => page?.wake(),
} satisfies Record<string, Happening>

const GOING = {
  leave: ({ page }) => page?.session.leave(),
  end: ({ who, page }) => (who === 'doctor' ? page?.session.end() : page?.session.leave()),
} satisfies Record<string, Happening>

const HAPPENINGS: Readonly<Record<PersonalMove, Happening>> = { ...NETWORK, ...PAGE, ...DEEDS, ...DEVICES, ...GOING }

/** Mostly time, so that things come about before the next one happens. */
export function histories(people: number): fc.Arbitrary<Move[]> {
  const who = fc.integer({ min: 0, max: people - 1 })
  const to = <W extends PersonalMove>(happenings: Record<W, Happening>) =>
    fc.record({ what: fc.constantFrom(...keysOf(happenings)), who })
  const move: fc.Arbitrary<Move> = fc.oneof(
    { weight: 8, arbitrary: fc.record({ what: fc.constant('time' as const), ms: fc.integer({ min: 0, max: 3_000 }) }) },
    {
      weight: 1,
      arbitrary: fc.record({ what: fc.constant('time' as const), ms: fc.integer({ min: 0, max: 40_000 }) }),
    },
    { weight: 6, arbitrary: to(NETWORK) },
    { weight: 3, arbitrary: to(PAGE) },
    { weight: 5, arbitrary: to(DEEDS) },
    { weight: 4, arbitrary: to(DEVICES) },
    {
      weight: 1,
      arbitrary: fc.record({
        what: fc.constantFrom('clinic-killed' as const, 'clinic-started' as const, 'clinic-replaced' as const),
      }),
    },
  )
  const gone: fc.Arbitrary<Move> = to(GOING)
  return fc
    .tuple(fc.array(move, { maxLength: 50, size: 'max' }), fc.option(gone, { freq: 1 }))
    .map(([moves, last]) => (last === null ? moves : [...moves, last]))
}

export async function play(world: TwinWorld, move: Move): Promise<void> {
  if ('ms' in move) await world.pass(move.ms)
  else if ('who' in move) {
    const visitor = world.visitors[move.who]
    if (visitor !== undefined) HAPPENINGS[move.what](visitor, world)
  } else if (move.what === 'clinic-killed') world.clinic.kill()
  else if (move.what === 'clinic-replaced') world.clinic.replace()
  else world.clinic.start()
  await world.pass(0)
}

/** Every fault is over, and whoever's page is gone opens another. */
export async function mendAll(world: TwinWorld): Promise<void> {
  world.clinic.start()
  for (const visitor of world.visitors) {
    visitor.host.isDark = false
    visitor.host.loss = 0
    visitor.host.blocksPeers = false
    world.mend(visitor)
    for (const kind of ['audio', 'video'] as const) {
      visitor.devices.permission = 'granted'
      visitor.devices.giveBack(kind)
      visitor.devices.plugIn(kind)
    }
    visitor.page?.wake()
    visitor.page?.show(true)
    if (visitor.page === null) world.open(visitor)
  }
  await world.pass(0)
}

function isInCall({ page }: Visitor): boolean {
  return page !== null && page.session.state().call.phase !== 'ended'
}

function keysOf<K extends string>(of: Record<K, unknown>): K[] {
  return Object.keys(of) as K[]
}
