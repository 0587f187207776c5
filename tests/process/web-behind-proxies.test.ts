import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { request as ask } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type WrittenPair, writePair } from '../support/certificates.ts'
import { freePort, type RunningBedside, startBedside } from '../support/processes.ts'
import { isInstalled, PROXIES, type ReverseProxy, startProxy } from '../support/reverse-proxies.ts'
import { standInForSignaling } from '../support/stand-in-signaling.ts'
import { askTls } from '../support/tls-client.ts'
import { startWeb } from '../support/web-alone.ts'

/** The configurations under deploy/ in front of the real processes, where the proxy is installed on this machine. */

describe.each(PROXIES)('behind %s, configured as in deploy/', (name) => {
  describe.skipIf(!isInstalled(name))('where it is installed', () => {
    let folder: string
    let pair: WrittenPair
    let port: number
    let bedside: RunningBedside
    let proxy: ReverseProxy

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'bedside-proxy-'))
      pair = await writePair(folder)
      port = await freePort()
      bedside = await startBedside({
        env: { PUBLIC_URL: `https://localhost:${port}`, TRUSTED_PROXIES: '127.0.0.1', PLAIN_HTTP: 'refused' },
      })
      proxy = await startProxy(name, { ...pair, folder, port, web: bedside.port, signaling: bedside.signaling.port })
    })
    afterAll(async () => {
      await proxy.stop()
      await bedside.stop()
      await rm(folder, { recursive: true })
    })

    test('pages, the API and its description are there', async () => {
      const page = await askTls(port, '/join', pair)
      expect(page.status).toBe(200)
      expect(page.headers['content-security-policy']).toContain(`wss://localhost:${port}`)
      expect((await askTls(port, '/api/account', pair)).status).toBe(401)
      expect(JSON.parse((await askTls(port, '/openapi.json', pair)).text).openapi).toMatch(/^3\./)
      expect((await askTls(port, '/readyz', pair)).status).toBe(200)
    })

    test('forms are taken from our own pages, and from no others', async () => {
      const send = (path: string, type: string, origin: string, body: string) =>
        askTls(port, path, { ...pair, method: 'POST', headers: { 'content-type': type, origin }, body })
      const form = 'application/x-www-form-urlencoded'
      expect((await send('/join', form, bedside.url, 'from=first-page&code=A')).status).toBe(200)
      expect((await send('/join', form, 'https://evil.example', 'from=first-page&code=A')).status).toBe(403)
      expect((await send('/create-meeting', 'application/json', bedside.url, '{}')).status).toBe(401)
      expect((await send('/create-meeting', 'application/json', 'https://evil.example', '{}')).status).toBe(403)
    })

    test('the socket is opened and answers', async () => {
      const socket = new WebSocket(`wss://localhost:${port}/signal`, { ca: pair.ca, origin: bedside.url })
      await once(socket, 'open')
      socket.send('nothing that the protocol knows')
      const [code] = await once(socket, 'close')
      expect(code).toBe(4400)
    })

    test('plain http is sent to https', async () => {
      const request = ask({ port: proxy.httpPort, path: '/join', headers: { host: 'localhost' } }).end()
      const [response] = await once(request, 'response')
      response.resume()
      expect(response.statusCode).toBe(308)
      expect(response.headers.location).toMatch(/^https:\/\/localhost(:\d+)?\/join$/)
    })

    test('the address that counts is the one the proxy saw, whatever a client claims', async () => {
      const signaling = await standInForSignaling()
      const at = await freePort()
      const web = await startWeb(signaling.port, {
        PUBLIC_URL: `https://localhost:${at}`,
        TRUSTED_PROXIES: '127.0.0.1',
      })
      const own = await mkdtemp(join(folder, 'address-'))
      const other = await startProxy(name, { ...pair, folder: own, port: at, web: web.port, signaling: signaling.port })
      try {
        const headers = { 'x-forwarded-for': '6.6.6.6', cookie: '__Host-session=x' }
        for (const path of ['/meetings', '/api/account']) await askTls(at, path, { ...pair, headers })
        const seen = signaling.arrived.map((arrived) => arrived.headers['x-forwarded-for'])
        expect(seen.length).toBeGreaterThanOrEqual(2)
        expect(new Set(seen)).toEqual(new Set(['127.0.0.1']))
      } finally {
        await other.stop()
        await web.stop()
        await signaling.stop()
      }
    })
  })
})
