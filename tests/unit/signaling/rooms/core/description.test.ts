import { describe, expect, test } from 'vitest'
import { isAcceptable, withRelayAddressesAlone } from '../../../../../signaling/rooms/core/description.ts'
import { FINGERPRINT, SDP } from '../../../../support/rooms-world.ts'

const HEAD = 'v=0\r\no=- 1 2 IN IP4 192.0.2.7\r\ns=-\r\nt=0 0\r\n'
const AUDIO = 'm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n'
const SHA1 = `a=fingerprint:sha-1 ${Array(20).fill('AB').join(':')}`
const host = (index: number) => `a=candidate:${index} 1 udp 2113937151 192.0.2.7 ${1_000 + index} typ host\r\n`

describe('[S1] what passes', () => {
  test('a description with a fingerprint in each section', () => {
    expect(isAcceptable(SDP)).toBe(true)
    expect(isAcceptable(`${HEAD}${`${AUDIO}${FINGERPRINT}\r\n`.repeat(8)}`)).toBe(true)
  })

  test('one fingerprint for the whole session', () => {
    expect(isAcceptable(`${HEAD}${FINGERPRINT}\r\n${AUDIO}${AUDIO}`)).toBe(true)
  })

  test('a refused section without a fingerprint beside one with', () => {
    expect(isAcceptable(`${SDP}m=video 0 UDP/TLS/RTP/SAVPF 96\r\n`)).toBe(true)
  })

  test('lines that end with a line feed alone', () => {
    expect(isAcceptable(SDP.replaceAll('\r\n', '\n'))).toBe(true)
  })
})

describe('[S1] what is refused', () => {
  test.each([
    ['nothing', ''],
    ['no section', `${HEAD}${FINGERPRINT}\r\n`],
    ['no fingerprint', `${HEAD}${AUDIO}`],
    ['a section of several without a fingerprint', `${HEAD}${AUDIO}${AUDIO}${FINGERPRINT}\r\n`],
    ['a last section without a fingerprint', `${SDP}${AUDIO}`],
    ['a SHA-1 fingerprint', `${HEAD}${AUDIO}${SHA1}\r\n`],
    ['a SHA-1 fingerprint beside the SHA-256 one', `${SDP}${SHA1}\r\n`],
    ['a fingerprint that is too short', `${HEAD}${AUDIO}a=fingerprint:sha-256 AB:CD\r\n`],
    ['keys in the open', `${SDP}a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:abc\r\n`],
    ['keys in the open behind a lone carriage return', `${SDP}a=x\ra=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:abc`],
    ['keys in the open in other letters', `${SDP}a=CRYPTO:1 AES_CM_128_HMAC_SHA1_80 inline:abc\r\n`],
    ['nine sections', `${HEAD}${`${AUDIO}${FINGERPRINT}\r\n`.repeat(9)}`],
    ['two hundred sections', `${HEAD}${FINGERPRINT}\r\n${AUDIO.repeat(200)}`],
    ['a thousand candidates', `${SDP}${Array.from({ length: 400 }, (_, index) => host(index)).join('')}`],
    ['more than 32 KB', `${SDP}a=x${'x'.repeat(32_768)}\r\n`],
  ])('%s', (_, sdp) => {
    expect(isAcceptable(sdp)).toBe(false)
  })
})

describe('[S2] for a relay-only meeting', () => {
  test('a description keeps relay candidates alone and names no address of its author', () => {
    const relay = 'a=candidate:3 1 udp 41885439 203.0.113.9 50000 typ relay raddr 192.0.2.7 rport 54321\r\n'
    const sdp = `${HEAD}${AUDIO}c=IN IP4 192.0.2.7\r\na=rtcp:9 IN IP4 192.0.2.7\r\n${FINGERPRINT}\r\n${host(1)}${relay}`
    const passed = withRelayAddressesAlone({ type: 'offer', sdp })
    expect(passed.type).toBe('offer')
    expect(passed.sdp).not.toContain('192.0.2.7')
    expect(passed.sdp).toContain('203.0.113.9 50000 typ relay raddr 0.0.0.0 rport 0\r\n')
    expect(passed.sdp).toContain('c=IN IP4 0.0.0.0\r\n')
    expect(isAcceptable(passed.sdp)).toBe(true)
  })
})
