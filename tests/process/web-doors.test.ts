import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { request as ask } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rawConnection } from '../support/raw-http.ts'
import { refusal, type StandIn, standInForSignaling, success } from '../support/stand-in-signaling.ts'
import { type RunningWeb, startWeb } from '../support/web-alone.ts'

/** What the web process lets in and what every one of its replies carries. */

let signaling: StandIn
let web: RunningWeb

beforeAll(async () => {
  signaling = await standInForSignaling()
  signaling.answer = (_request, response) => refusal(response, 401, 'not-signed-in')
  web = await startWeb(signaling.port)
})

afterAll(async () => {
  await web.stop()
  await signaling.stop()
})

describe('the headers of a reply', () => {
  const asset = () => `/_astro/${readdirSync('dist/web/client/_astro').find((name) => name.endsWith('.css'))}`
  const paths = [
    '/',
    '/join',
    '/sign-in',
    '/setup',
    '/sign-out',
    '/meetings',
    '/meetings/new',
    '/meetings/0123456789ab',
    '/nowhere',
    '/unavailable',
    `/try/${'a'.repeat(43)}`,
    '/favicon.svg',
    '/healthz',
    '/readyz',
    '/api/account',
    '/openapi.json',
    '/create-meeting',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/%ff',
  ]

  test.each(paths)('of %s keep the browser safe', async (path) => {
    const { headers } = await fetch(url(path), { redirect: 'manual' })
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/default-src 'none'/)
    expect(policy).toMatch(/frame-ancestors 'none'/)
    expect(policy).toMatch(/base-uri 'none'/)
    expect(policy).not.toMatch(/unsafe/)
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('permissions-policy')).toMatch(/camera=\(\), microphone=\(\), display-capture=\(\)/)
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    if (!path.endsWith('.svg')) expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('server')).toBeNull()
  })

  test('allow camera and microphone on the call page, to itself', async () => {
    const { headers } = await fetch(url('/call/0123456789ab'), { redirect: 'manual' })
    expect(headers.get('permissions-policy')).toMatch(/camera=\(self\), microphone=\(self\), display-capture=\(self\)/)
  })

  test('allow camera and microphone, and no screen, on the page that tries them out', async () => {
    const { status, headers } = await fetch(url('/test'))
    expect(status).toBe(200)
    expect(headers.get('permissions-policy')).toMatch(/camera=\(self\), microphone=\(self\), display-capture=\(\)/)
  })

  test('are on the refusals too', async () => {
    const refusals = [
      await fetch(url('/join'), { method: 'POST', headers: { origin: 'https://evil.example' } }),
      await fetch(url('/join'), { method: 'PUT' }),
      await fetch(url('/join'), { method: 'POST', body: 'x'.repeat(70_000) }),
    ]
    expect(refusals.map(({ status }) => status)).toEqual([403, 405, 413])
    for (const { headers } of refusals) {
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/)
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  test('let hashed assets be kept for ever, compressed', async () => {
    const response = await fetch(url(asset()), { headers: { 'accept-encoding': 'br' } })
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('content-encoding')).toBe('br')
    const etag = response.headers.get('etag') ?? ''
    expect((await fetch(url(asset()), { headers: { 'if-none-match': etag } })).status).toBe(304)
    const plain = await fetch(url(asset()), { headers: { 'accept-encoding': 'br;q=0, identity' } })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(await plain.text()).toBe(await response.text())
  })

  test('ask for TLS for ever when people come by https', async () => {
    const secure = await startWeb(signaling.port, { PUBLIC_URL: 'https://visits.example.org' })
    try {
      const { headers } = await fetch(`http://127.0.0.1:${secure.port}/join`)
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d+/)
      expect(headers.get('content-security-policy')).toContain("connect-src 'self' wss://visits.example.org")
    } finally {
      await secure.stop()
    }
  })
})

describe('a form or a call from another site', () => {
  const types = ['application/x-www-form-urlencoded', 'text/plain', 'application/json', null]
  const paths = ['/join', '/sign-in', '/sign-out', '/meetings/new', '/api/sign-in', '/create-meeting']

  test.each(paths)('to %s is refused, whatever its type', async (path) => {
    signaling.arrived.length = 0
    for (const type of types) {
      for (const from of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'cross-site' },
        { origin: url('').replace('http', 'https') },
      ]) {
        const headers: Record<string, string> = { ...from, cookie: 'session=x', accept: 'text/html' }
        if (type !== null) headers['content-type'] = type
        const response = await post(path, headers, type === null ? '' : 'code=1&name=2')
        expect(response.status, `${path} ${type} ${JSON.stringify(from)}`).toBe(403)
        expect(response.text).toContain('another site')
      }
    }
    expect(signaling.arrived).toEqual([])
  })

  test('is told so in JSON when a program asks', async () => {
    const response = await post('/api/sign-in', { origin: 'https://evil.example' }, '{}')
    expect(JSON.parse(response.text)).toMatchObject({ success: false, error: { code: 'foreign-origin' } })
  })

  test('is not confused with our own: every name of this machine, and programs, which send no Origin', async () => {
    for (const origin of [`http://localhost:${web.port}`, `http://127.0.0.1:${web.port}`, undefined]) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', ...(origin ? { origin } : {}) }
      expect((await post('/join', headers, 'from=first-page&code=ABC')).status).toBe(200)
    }
  })
})

describe('too much, too slow, too strange', () => {
  test('a body over 64 KiB gets 413, whether its length is told or not', async () => {
    for (const path of ['/join', '/api/sign-in']) {
      expect((await post(path, {}, 'x'.repeat(64 * 1024 + 1))).status).toBe(413)
      expect((await post(path, { 'transfer-encoding': 'chunked' }, 'x'.repeat(200_000))).status).toBe(413)
    }
    expect(signaling.arrived.some(({ body }) => body.length > 64 * 1024)).toBe(false)
  })

  test('a body of 2 GB is refused by its announcement', async () => {
    const { socket, reply } = rawConnection(
      web.port,
      'POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 2147483648\r\n\r\nxxxx',
    )
    expect(await reply).toMatch(/^HTTP\/1\.1 413 /)
    socket.destroy()
  })

  test('10 KB of cookies get 431', async () => {
    const { reply } = rawConnection(web.port, `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'a=1; '.repeat(2_048)}\r\n\r\n`)
    expect(await reply).toMatch(/^HTTP\/1\.1 431 [\s\S]*content-security-policy/)
  })

  test('what is not HTTP gets 400', async () => {
    const { reply } = rawConnection(web.port, 'EHLO there\r\n\r\n')
    expect(await reply).toMatch(/^HTTP\/1\.1 400 /)
  })

  test.each(['*', 'http://evil.example/join', '//evil.example/join', '/\\evil.example'])(
    'the target %s is not read as one of our paths',
    async (target) => {
      const { reply } = rawConnection(web.port, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      const text = await reply
      expect(text).toMatch(/^HTTP\/1\.1 400 /)
      expect(text).not.toMatch(/location:/i)
    },
  )

  test.each([
    '/%61pi/account',
    '/api%2faccount',
    '/./api/account',
    '/x/../api/account',
    '/API/account',
    '/;/api/account',
  ])('the path %s is not handed on to the API, nor answered as if it had been', async (path) => {
    signaling.arrived.length = 0
    const { reply } = rawConnection(web.port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    expect(await reply).toMatch(/^HTTP\/1\.1 40[04] /)
    expect(signaling.arrived).toEqual([])
  })

  test.each(['/meetings', '/%6deetings', '/meetings/', '/x/../meetings', '/meetings/new', '/meetings/%6eew'])(
    'however %s is written, nobody sees it without a session',
    async (path) => {
      const { reply } = rawConnection(web.port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      expect(await reply).toMatch(/^HTTP\/1\.1 (303|404) /)
    },
  )
})

describe('a forged Host or X-Forwarded header', () => {
  const forged =
    'Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 6.6.6.6\r\n' +
    'Forwarded: for=6.6.6.6;host=evil.example\r\nX-Real-IP: 6.6.6.6\r\nX-Forwarded-Port: 61616\r\nConnection: close\r\n\r\n'

  test.each(['/', '/join', '/sign-in', '/meetings', '/nowhere'])('changes nothing in what %s says', async (path) => {
    const { reply } = rawConnection(web.port, `GET ${path} HTTP/1.1\r\n${forged}`)
    expect(await reply).not.toMatch(/evil|6\.6\.6|61616/)
  })

  test('does not reach the API, neither by a page nor by hand', async () => {
    for (const path of ['/meetings', '/api/meetings']) {
      signaling.arrived.length = 0
      await rawConnection(web.port, `GET ${path} HTTP/1.1\r\n${forged}`).reply
      expect(signaling.arrived.length).toBeGreaterThan(0)
      expect(JSON.stringify(signaling.arrived)).not.toMatch(/evil|6\.6\.6|61616/)
      for (const { headers } of signaling.arrived) expect(headers['x-forwarded-for']).toBe('127.0.0.1')
    }
  })

  test('is believed when it comes from a proxy that is trusted', async () => {
    const behind = await startWeb(signaling.port, { TRUSTED_PROXIES: '127.0.0.1' })
    try {
      signaling.arrived.length = 0
      const headers = { 'x-forwarded-for': '6.6.6.6, 203.0.113.7' }
      await fetch(`http://127.0.0.1:${behind.port}/api/account`, { headers })
      await fetch(`http://127.0.0.1:${behind.port}/meetings`, { headers, redirect: 'manual' })
      expect(signaling.arrived.map(({ url }) => url)).toEqual(expect.arrayContaining(['/api/account', '/api/meetings']))
      for (const { headers } of signaling.arrived) expect(headers['x-forwarded-for']).toBe('203.0.113.7')
    } finally {
      await behind.stop()
    }
  })
})

describe('stopping', () => {
  test('lets a request that is under way end, then ends with 0', async () => {
    const mine = await startWeb(signaling.port)
    const asked = once(mine.child, 'exit')
    const before = signaling.answer
    let letGo: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const arrived = new Promise<void>((resolve) => {
      signaling.answer = async (_request, response) => {
        resolve()
        await held
        success(response, { late: true })
      }
    })
    try {
      const response = fetch(`http://127.0.0.1:${mine.port}/api/slow`)
      await arrived
      mine.child.kill('SIGTERM')
      letGo()
      expect(await (await response).json()).toEqual({ success: true, data: { late: true } })
      expect(await asked).toEqual([0, null])
    } finally {
      signaling.answer = before
    }
  })
})

function url(path: string): string {
  return `http://127.0.0.1:${web.port}${path}`
}

/** A POST with exactly these headers; fetch would add its own. */
function post(path: string, headers: Record<string, string>, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = ask(
      { host: '127.0.0.1', port: web.port, path, method: 'POST', headers, agent: false },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part) => {
          text += part
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}
