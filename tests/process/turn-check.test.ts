import { execFile } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { ATTRIBUTE, CLASS, decodeMessage, encodeMessage, METHOD } from '../../signaling/turn/stun-message.ts'
import { startClinic } from '../support/clinic.ts'
import { type Coturn, type CoturnOptions, startCoturn, whyNoCoturn } from '../support/coturn.ts'
import { freePort } from '../support/processes.ts'
import { createUdpProxy } from '../support/udp-proxy.ts'

/** What `npm run turn-check` says about real relays, well and badly set up. */

const DAY_MS = 86_400_000
const why = whyNoCoturn()

interface Checked {
  readonly code: number
  /** By address: `good` or `WRONG`, and the sentence. */
  readonly said: ReadonlyMap<string, string>
  readonly longestMs: number
  readonly text: string
}

async function check(env: Record<string, string>): Promise<Checked> {
  const child = execFile(process.execPath, ['dist/signaling/turn-check.js'], { env: { PATH: '', ...env } })
  let text = ''
  child.stdout?.on('data', (part) => {
    text += part
  })
  child.stderr?.on('data', (part) => {
    text += part
  })
  const [code] = await once(child, 'close')
  const trials = [...text.matchAll(/^(good |WRONG) (\S+) \((\d+) ms\)\n {6}(.+)$/gm)]
  return {
    code,
    said: new Map(trials.map(([, sign = '', url = '', , sentence = '']) => [url, `${sign.trim()}: ${sentence}`])),
    longestMs: Math.max(...trials.map(([, , , ms]) => Number(ms))),
    text,
  }
}

/** A server that asks for a password and says in no realm what for. */
async function startWithoutRealm(): Promise<{ url: string; close(): void }> {
  const socket = createSocket('udp4')
  const code = Buffer.from([0, 0, 4, 1])
  socket.on('message', (bytes, from) => {
    const asked = decodeMessage(bytes)
    if (asked === null) return
    const refusal = { ...asked, class: CLASS.error, attributes: new Map([[ATTRIBUTE.errorCode, code]]) }
    socket.send(encodeMessage(refusal), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { url: `turn:127.0.0.1:${socket.address().port}`, close: () => socket.close() }
}

describe.skipIf(why !== null)(`the check of a relay${why === null ? '' : ` (${why})`}`, () => {
  let coturn: Coturn | undefined
  afterEach(async () => {
    await coturn?.stop()
    coturn = undefined
  })

  /** Checks a relay set up that way, as one does whose settings fit it. */
  async function checkOf(options: CoturnOptions = {}, env: Record<string, string> = {}) {
    coturn = await startCoturn(options)
    return { coturn, ...(await check({ ...coturn.env, NODE_EXTRA_CA_CERTS: coturn.authority, ...env })) }
  }

  test('finds nothing wrong with one as deploy/coturn sets it up, over UDP, TCP and TLS', async () => {
    const { coturn, code, said } = await checkOf()
    const { udp, tcp, tls } = coturn.urls
    expect([...said.keys()]).toEqual([coturn.stunUrl, udp, tcp, tls])
    expect(said.get(coturn.stunUrl)).toBe('good: Answers.')
    for (const url of [udp, tcp, tls])
      expect(said.get(url)).toMatch(/^good: Works: a packet went through it and back in \d+ ms\.$/)
    expect(code).toBe(0)
  })

  test('finds the same for an administrator of the running clinic, whose looking stands in the trail', async () => {
    coturn = await startCoturn()
    const clinic = await startClinic({ ...coturn.env, NODE_EXTRA_CA_CERTS: coturn.authority })
    const marsh = await clinic.signedIn('marsh')
    const { trials } = await marsh.data('adminTryRelay')
    expect(trials.map(({ way, good }) => [way, good])).toEqual([
      ['udp', true],
      ['udp', true],
      ['tcp', true],
      ['tls', true],
    ])
    const { lines } = await marsh.data('adminAudit')
    expect(lines).toContainEqual(expect.objectContaining({ action: 'system-checked', detail: 'relay' }))
    expect(JSON.stringify(trials)).not.toContain(coturn.secret)
    await clinic.stop()
  })

  test('says that the secret is another one', async () => {
    const { coturn, code, said } = await checkOf({}, { TURN_SECRET: 'some other secret' })
    for (const url of Object.values(coturn.urls))
      expect(said.get(url)).toMatch(/^WRONG: Refuses our password: TURN_SECRET/)
    expect(said.get(coturn.stunUrl)).toMatch(/^good/)
    expect(code).toBe(1)
  })

  test.each<[string, CoturnOptions, Record<string, string>, RegExp]>([
    ['that nobody knows who signed', {}, { NODE_EXTRA_CA_CERTS: '' }, /^WRONG: Has a certificate from nobody/],
    ['that has run out', { certifiedAt: Date.now() - 3 * DAY_MS }, {}, /^WRONG: Has a certificate that has run out/],
    ['for another name', { certified: 'turn.example.org' }, {}, /^WRONG: Has a certificate for another name/],
  ])('says that TLS is of no use with a certificate %s', async (_, options, env, sentence) => {
    const { coturn, code, said } = await checkOf(options, env)
    expect(said.get(coturn.urls.tls)).toMatch(sentence)
    expect(said.get(coturn.urls.tcp)).toMatch(/^good/)
    expect(code).toBe(1)
  })

  test('says where it leads that it must not', async () => {
    const { coturn, said } = await checkOf({ change: (text) => text.replace(/^denied-peer-ip=(10|169)\..*$/gm, '') })
    expect(said.get(coturn.urls.udp)).toMatch(/^WRONG: Leads to 10\.0\.0\.1, 169\.254\.169\.254: anybody in a visit/)
  })

  test('says that it keeps apart two people who both need it', async () => {
    const { coturn, said } = await checkOf({
      change: (text) => text.replace(/^allowed-peer-ip=(.*)$/gm, 'denied-peer-ip=$1'),
    })
    expect(said.get(coturn.urls.udp)).toContain(`WRONG: Refuses its own address ${coturn.address} as a peer`)
  })

  test('says that it lets in anybody', async () => {
    const { coturn, said } = await checkOf({
      change: (text) => `${text.replace(/^(use|static)-auth-secret.*$/gm, '')}\nno-auth\n`,
    })
    expect(said.get(coturn.urls.udp)).toMatch(/^WRONG: Lets in people without a name/)
  })

  test('says that it is full', async () => {
    const { coturn, said } = await checkOf({ change: (text) => text.replace(/^user-quota=.*$/gm, 'user-quota=1') })
    expect(said.get(coturn.urls.udp)).toMatch(/^WRONG: Is at its limit for one person/)
  })

  test('says in under five seconds that what goes in does not come out', async () => {
    coturn = await startCoturn()
    const { address, urls, env } = coturn
    const isSendIndication = (packet: Buffer) => packet.readUInt16BE(0) === (METHOD.send | CLASS.indication)
    const port = Number(urls.udp.split(/[:?]/)[2])
    const firewall = await createUdpProxy({ address, port }, (packet) => !isSendIndication(packet))
    const url = `turn:127.0.0.1:${firewall.port}`
    const { said, longestMs } = await check({ ...env, TURN_URLS: url })
    expect(said.get(url)).toContain(`WRONG: Lets us in and carries nothing to its own address ${address}.`)
    expect(longestMs).toBeLessThan(5_000)
    firewall.close()
  })

  test('says in under five seconds that nobody answers', async () => {
    coturn = await startCoturn()
    coturn.pause()
    const { said, longestMs, code } = await check({ ...coturn.env, NODE_EXTRA_CA_CERTS: coturn.authority })
    for (const url of [coturn.stunUrl, ...Object.values(coturn.urls)])
      expect(said.get(url)).toMatch(/^WRONG: Does not answer/)
    expect(longestMs).toBeLessThan(5_000)
    expect(code).toBe(1)
  })
})

test('the check says of what is no relay at all what it is', async () => {
  const page = createServer((_request, response) => response.end('a web page')).listen(0, '127.0.0.1')
  await once(page, 'listening')
  const address = page.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const withoutRealm = await startWithoutRealm()
  const silent = `turn:127.0.0.1:${await freePort()}`
  const urls = {
    [`turns:127.0.0.1:${address.port}`]: /^WRONG: Does not speak TLS/,
    [withoutRealm.url]: /^WRONG: Names no realm/,
    [silent]: /^WRONG: Nothing listens there/,
    [`${silent}?transport=tcp`]: /^WRONG: Nothing listens there/,
    'turn:relay.invalid': /^WRONG: Nobody knows this name/,
    'turn:relay.example:99999': /^WRONG: Is no address that browsers understand/,
    'turns:relay.example?transport=udp': /^WRONG: Asks for TURN over DTLS/,
  }
  const { said, code } = await check({ TURN_URLS: Object.keys(urls).join(','), TURN_SECRET: 'sixteen letters..' })
  for (const [url, sentence] of Object.entries(urls)) expect(said.get(url)).toMatch(sentence)
  expect(code).toBe(1)
  page.close()
  withoutRealm.close()
})

test('the check says that there is no relay, or that the settings are wrong', async () => {
  expect(await check({})).toMatchObject({ code: 1, text: expect.stringContaining('TURN_URLS names no relay') })
  expect(await check({ TURN_URLS: 'turn:relay.example' })).toMatchObject({
    code: 2,
    text: expect.stringContaining('TURN_SECRET'),
  })
})
