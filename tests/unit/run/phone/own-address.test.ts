import { describe, expect, test } from 'vitest'
import { chooseAddress } from '../../../../run/phone/own-address.mjs'

describe('the address a phone types', () => {
  test('is the only one there is', () => {
    expect(chooseAddress({ asked: null, own: ['192.168.1.5'], routed: null })).toEqual({
      ok: true,
      address: '192.168.1.5',
      others: [],
    })
  })

  test('is the one the world is reached from, and the others are named', () => {
    const own = ['172.17.0.1', '192.168.1.5']
    expect(chooseAddress({ asked: null, own, routed: '192.168.1.5' })).toEqual({
      ok: true,
      address: '192.168.1.5',
      others: ['172.17.0.1'],
    })
  })

  test('is not the tunnel of a VPN that holds the default route', () => {
    const own = ['100.64.7.7', '192.168.1.5']
    expect(chooseAddress({ asked: null, own, routed: '100.64.7.7' })).toMatchObject({ address: '192.168.1.5' })
  })

  test('is a public one where there is no other', () => {
    expect(chooseAddress({ asked: null, own: ['198.51.100.7'], routed: '198.51.100.7' })).toMatchObject({
      address: '198.51.100.7',
    })
  })

  test('is the one that was asked for', () => {
    const own = ['172.17.0.1', '192.168.1.5']
    expect(chooseAddress({ asked: '172.17.0.1', own, routed: '192.168.1.5' })).toMatchObject({ address: '172.17.0.1' })
  })
})

describe('a sentence says what to do', () => {
  test.each([
    ['when there are several and none stands out', { asked: null, own: ['10.0.0.5', '192.168.1.5'], routed: null }],
    ['when the one asked for is not ours', { asked: '10.9.9.9', own: ['10.0.0.5', '192.168.1.5'], routed: null }],
  ])('%s', (_, known) => {
    const choice = chooseAddress(known)
    expect(choice.ok ? '' : choice.sentence).toMatch(/--phone=10\.0\.0\.5 or --phone=192\.168\.1\.5\.$/)
  })

  test('when this machine is in no network', () => {
    const choice = chooseAddress({ asked: null, own: [], routed: null })
    expect(choice.ok ? '' : choice.sentence).toContain('join the Wi-Fi')
  })
})
