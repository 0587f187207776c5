import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TURN_CREDENTIAL_MS, turnCredential } from '../../signaling/turn/credentials.ts'
import type { TurnCredential } from '../../signaling/turn/turn-session.ts'
import { type Coturn, startCoturn, whyNoCoturn } from '../support/coturn.ts'
import { callRelay } from '../support/relay-caller.ts'

const DONE = { is: 'done', value: null }
const why = whyNoCoturn()

describe.skipIf(why !== null)(`a relay that shares our secret${why === null ? '' : ` (${why})`}`, () => {
  let coturn: Coturn
  beforeAll(async () => {
    coturn = await startCoturn()
  })
  afterAll(() => coturn.stop())

  const made = (now = Date.now()) => turnCredential(coturn.secret, 'somebody', now)
  const refused = (code: number) => ({ is: 'refused', code })

  /** What an attempt to get an address under the credential ends with; whoever made it is gone afterwards. */
  async function attempt(credential: TurnCredential, url = coturn.urls.udp) {
    const caller = await callRelay(url, credential)
    const outcome = await caller.session.allocate()
    await caller.session.refresh(0)
    caller.close()
    return outcome
  }

  test('asks who is there before anything else', async () => {
    const caller = await callRelay(coturn.urls.udp, made())
    expect(await caller.session.knock()).toEqual({ is: 'done', value: { realm: 'turn.test' } })
    caller.close()
  })

  test.each(['udp', 'tcp'] as const)('takes the credential of somebody in a call, over %s', async (transport) => {
    expect(await attempt(made(), coturn.urls[transport])).toMatchObject({ is: 'done' })
  })

  test('refuses one that has run out', async () => {
    expect(await attempt(made(Date.now() - TURN_CREDENTIAL_MS - 1_000))).toEqual(refused(401))
  })

  test('refuses one made with another secret', async () => {
    expect(await attempt(turnCredential('some other secret', 'somebody', Date.now()))).toEqual(refused(401))
  })

  test('refuses one whose end was moved, and one with the name of somebody else', async () => {
    const { username, credential } = made()
    const [until, id] = username.split(':')
    expect(await attempt({ username: `${Number(until) + 3_600}:${id}`, credential })).toEqual(refused(401))
    expect(await attempt({ username: `${until}:somebody-else`, credential })).toEqual(refused(401))
  })

  test('keeps a call alive whose credential has run out since, and lets it no new address', async () => {
    const leftMs = 2_500
    const short = made(Date.now() - TURN_CREDENTIAL_MS + leftMs)
    const caller = await callRelay(coturn.urls.tcp, short)
    expect(await caller.session.allocate()).toMatchObject({ is: 'done' })
    await expect.poll(() => attempt(short), { timeout: 10_000, interval: 250 }).toEqual(refused(401))
    expect(await caller.session.refresh(600)).toEqual(DONE)
    expect(await caller.session.permit({ address: '8.8.8.8', port: 5432 })).toEqual(DONE)
    caller.close()
  })

  test('gives one person so many addresses and no more, whatever others have', async () => {
    const USER_QUOTA = 60
    const credential = turnCredential(coturn.secret, 'somebody-greedy', Date.now())
    const callers = await Promise.all(
      Array.from({ length: USER_QUOTA + 1 }, () => callRelay(coturn.urls.udp, credential)),
    )
    const outcomes = []
    for (const { session } of callers) outcomes.push(await session.allocate())
    expect(outcomes.filter(({ is }) => is === 'done')).toHaveLength(USER_QUOTA)
    expect(outcomes.at(-1)).toEqual(refused(486))
    expect(await attempt(made())).toMatchObject({ is: 'done' })
    for (const caller of callers) caller.close()
  })
})
