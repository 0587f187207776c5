import { describe, expect, test, vi } from 'vitest'
import { StoreUnavailable } from '../../../../db/port.ts'
import type { FirstTry } from '../../../../signaling/first-try/first-try.ts'
import { createFirstTryOnceOpen } from '../../../../signaling/first-try/first-try-once-open.ts'
import { createManualClock } from '../../../support/manual-clock.ts'

const LINKS = { doctorSecret: 'd', patientCode: 'p', administratorCode: 'a' }
const made: FirstTry = {
  isOpen: () => true,
  links: () => LINKS,
  asDoctor: async () => null,
  isAdministratorCode: () => false,
  renewIfOver: async () => undefined,
  retire: async () => undefined,
}
const away = new StoreUnavailable('unreachable')

describe('the first try of a process whose store may come later', () => {
  test('knows nothing until the store is open, and says that the store is away', async () => {
    let open: () => void = () => undefined
    const opened = new Promise<void>((resolve) => {
      open = resolve
    })
    const clock = createManualClock()
    const { firstTry, made: links } = createFirstTryOnceOpen({
      opened,
      make: async () => made,
      clock,
      mayComeBack: true,
    })
    expect(() => firstTry.isOpen()).toThrow(StoreUnavailable)
    expect(() => firstTry.isAdministratorCode('x')).toThrow(StoreUnavailable)
    await expect(firstTry.asDoctor('x')).rejects.toBeInstanceOf(StoreUnavailable)
    await expect(firstTry.renewIfOver('x')).rejects.toBeInstanceOf(StoreUnavailable)
    expect(firstTry.links()).toBeNull()
    open()
    expect(await links).toEqual(LINKS)
    expect(firstTry.isOpen()).toBe(true)
    expect(await firstTry.asDoctor('x')).toBeNull()
  })

  test('asks again when the store falls away between opening and asking', async () => {
    const clock = createManualClock()
    let asked = 0
    const make = async () => {
      asked += 1
      if (asked < 3) throw away
      return made
    }
    const { made: links } = createFirstTryOnceOpen({ opened: Promise.resolve(), make, clock, mayComeBack: true })
    for (let second = 0; second < 2; second += 1) {
      await vi.waitFor(() => expect(clock.timers).toBe(1))
      clock.advance(1_000)
    }
    expect(await links).toEqual(LINKS)
    expect(asked).toBe(3)
  })

  test.each([
    ['a store in this process that cannot be reached', away, false],
    ['a store that is full', new StoreUnavailable('full'), true],
    ['a fault', new Error('a fault'), true],
  ])('gives up at %s', async (_, error, mayComeBack) => {
    const make = async () => {
      throw error
    }
    const ports = { opened: Promise.resolve(), make, clock: createManualClock(), mayComeBack }
    await expect(createFirstTryOnceOpen(ports).made).rejects.toBe(error)
  })
})
