import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { turnCredential } from '../../signaling/turn/credentials.ts'
import type { TransportAddress } from '../../signaling/turn/transport-address.ts'
import type { TurnOutcome } from '../../signaling/turn/turn-session.ts'
import { type Coturn, ownAddress, startCoturn, whyNoCoturn } from '../support/coturn.ts'
import { type Caller, callRelay } from '../support/relay-caller.ts'

const DENIED = [
  ['this machine', '127.0.0.1'],
  ['this machine by another name', '127.8.9.10'],
  ['no address', '0.0.0.0'],
  ['another host of this network', '0.1.2.3'],
  ['a network of the clinic', '10.0.0.1'],
  ['another network of the clinic', '172.16.5.5'],
  ['a database in the same network', '192.168.1.20'],
  ["a provider's own network", '100.64.0.1'],
  ["a cloud's metadata", '169.254.169.254'],
  ['everybody', '224.0.0.1'],
  ['an address kept for later', '240.0.0.1'],
  ['everybody on the link', '255.255.255.255'],
]
const DENIED_IPV6 = [
  ['this machine', '::1'],
  ['no address', '::'],
  ['this machine as IPv4 within IPv6', '::ffff:127.0.0.1'],
  ['a network of the clinic as IPv4 within IPv6', '::ffff:10.0.0.1'],
  ["a cloud's metadata as IPv4 within IPv6", '::ffff:169.254.169.254'],
  ['a network of the clinic through a translator', '64:ff9b::10.0.0.1'],
  ['this machine by 6to4', '2002:7f00:1::1'],
  ['a network of the clinic', 'fd12:3456::1'],
  ["a cloud's metadata", 'fd00:ec2::254'],
  ['a neighbour on the link', 'fe80::1'],
  ['everybody on the link', 'ff02::1'],
]
const FORBIDDEN: TurnOutcome<null> = { is: 'refused', code: 403 }
const DONE: TurnOutcome<null> = { is: 'done', value: null }
const ipv6 = ownAddress('IPv6')
const why = whyNoCoturn()

describe.skipIf(why !== null)(
  `a relay with the configuration of deploy/coturn${why === null ? '' : ` (${why})`}`,
  () => {
    let coturn: Coturn
    let callers: Caller[] = []
    let addresses: TransportAddress[] = []
    let overIpv6: Caller | null = null

    /** Somebody with an address on the relay. */
    async function arrive(url: string, family: 'ipv4' | 'ipv6' = 'ipv4') {
      const caller = await callRelay(url, turnCredential(coturn.secret, 'somebody', Date.now()))
      const allocated = await caller.session.allocate(family)
      if (allocated.is !== 'done') throw new Error(`no address on the relay: ${JSON.stringify(allocated)}`)
      return { caller, address: allocated.value }
    }

    beforeAll(async () => {
      coturn = await startCoturn(ipv6 === null ? {} : { alsoRelayOn: ipv6 })
      const arrived = [await arrive(coturn.urls.udp), await arrive(coturn.urls.tcp)]
      callers = arrived.map(({ caller }) => caller)
      addresses = arrived.map(({ address }) => address)
      if (ipv6 !== null) overIpv6 = (await arrive(coturn.urls.udp, 'ipv6')).caller
    })
    afterAll(async () => {
      for (const caller of callers) caller.close()
      overIpv6?.close()
      await coturn.stop()
    })

    test.each(DENIED)('leads nobody to %s (%s)', async (_, address) => {
      expect(await callers[0]?.session.permit({ address, port: 5432 })).toEqual(FORBIDDEN)
    })

    test.skipIf(ipv6 === null).each(DENIED_IPV6)('leads nobody to %s (%s)', async (_, address) => {
      expect(await overIpv6?.session.permit({ address, port: 5432 })).toEqual(FORBIDDEN)
    })

    test('leads to an address of the internet', async () => {
      expect(await callers[0]?.session.permit({ address: '8.8.8.8', port: 5432 })).toEqual(DONE)
    })

    test('joins two people who can both only use the relay, one over UDP and one over TCP', async () => {
      const [[one, other], [mine, theirs]] = [callers, addresses]
      if (!one || !other || !mine || !theirs) throw new Error('two people')
      expect(mine).toMatchObject({ address: coturn.address })
      expect(await one.session.permit(theirs)).toEqual(DONE)
      expect(await other.session.permit(mine)).toEqual(DONE)
      const heard = other.nextData()
      one.session.send(theirs, Buffer.from('Do you hear me?'))
      expect(await heard).toBe('Do you hear me?')
      const answered = one.nextData()
      other.session.send(mine, Buffer.from('I do.'))
      expect(await answered).toBe('I do.')
    })
  },
)
