import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROUTES, type Route, type RouteName } from '../../signaling/contract/routes.ts'
import { createApiClient, requestOf } from '../support/api-client.ts'
import { type Clinic, startClinic } from '../support/clinic.ts'

let clinic: Clinic
beforeAll(async () => {
  clinic = await startClinic({ PUBLIC_URL: 'http://visits.example.org' })
})
afterAll(() => clinic.stop())

const ROWS = Object.entries<Route>(ROUTES)
const named = (wanted: (route: Route) => boolean) =>
  ROWS.filter(([, route]) => wanted(route)).map(([name]) => name as RouteName)
/** Input in order, for the routes of participants, whose session is looked for by what they sent. */
const INPUTS: Partial<Record<RouteName, object>> = {
  reportProblem: { id: '01234567', problem: 'unexpected' },
  note: { text: 'I am here' },
  noteCheck: { verdict: 'video' },
  giveFeedback: { feedback: 'good' },
}
const JSON_TYPE = { 'content-type': 'application/json' }
const errorOf = async (response: Response) => (await response.json()).error

describe.each(named(({ for: whom }) => whom !== 'anybody'))('%s', (name) => {
  test('is closed to whoever has no session', async () => {
    const { method, path } = requestOf(name)
    const body = JSON.stringify(INPUTS[name] ?? {})
    const response = await createApiClient(clinic.url).raw(
      method,
      path,
      method === 'POST' ? { body, headers: JSON_TYPE } : {},
    )
    expect(response.status).toBe(401)
    expect(await errorOf(response)).toEqual({ code: 'not-signed-in', message: 'Please sign in first.' })
  })
})

describe.each(named(({ method }) => method === 'POST'))('%s from another site', (name) => {
  const { path } = requestOf(name)
  const bodies: [string, { body?: string; headers: Record<string, string> }][] = [
    ['a form', { body: 'title=A', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['text', { body: '{"title":"A"}', headers: { 'content-type': 'text/plain' } }],
    ['JSON', { body: '{"title":"A"}', headers: JSON_TYPE }],
    ['nothing', { headers: {} }],
  ]
  const senders: [string, Record<string, string>][] = [
    ['its origin', { origin: 'https://evil.example' }],
    ['no origin to be told', { origin: 'null' }],
    ['our host and another port', { origin: 'http://visits.example.org:8080' }],
    ['a sister of our site', { origin: 'http://visits.example.org.evil.example', 'sec-fetch-site': 'same-site' }],
    ['no origin but Fetch Metadata', { 'sec-fetch-site': 'cross-site' }],
  ]

  test.each(bodies)('is refused with %s', async (_, init) => {
    const doctor = await clinic.signedIn('okafor')
    for (const [, sender] of senders) {
      const response = await doctor.raw('POST', path, { ...init, headers: { ...init.headers, ...sender } })
      expect(response.status).toBe(403)
      expect((await errorOf(response)).code).toBe('foreign-origin')
    }
    expect((await doctor.call('account')).status).toBe(200)
  })
})

test('our own pages are let in, by origin or by Fetch Metadata', async () => {
  const doctor = await clinic.signedIn('okafor')
  for (const headers of [{ origin: 'http://visits.example.org' }, { 'sec-fetch-site': 'same-origin' }]) {
    expect((await doctor.call('createMeeting', { input: { title: 'A' }, headers })).status).toBe(201)
  }
})

describe('what cannot be read', () => {
  const send = async (body: string, headers: Record<string, string> = JSON_TYPE) => {
    const doctor = await clinic.signedIn('okafor')
    const response = await doctor.raw('POST', '/create-meeting', { body, headers })
    return { status: response.status, code: (await errorOf(response)).code }
  }

  test('JSON that is none is refused', async () => {
    expect(await send('{"title":')).toEqual({ status: 400, code: 'invalid-json' })
  })
  test('another content type is refused', async () => {
    expect(await send('title=A', { 'content-type': 'application/x-www-form-urlencoded' })).toEqual({
      status: 415,
      code: 'not-json',
    })
  })
  test('a body above 64 KiB is refused', async () => {
    expect(await send(JSON.stringify({ title: 'A'.repeat(70_000) }))).toEqual({ status: 413, code: 'too-large' })
  })
  test('JSON that is no object is wrong input', async () => {
    for (const body of ['[]', 'null', '"text"', '7']) {
      expect(await send(body)).toEqual({ status: 422, code: 'invalid-input' })
    }
  })
  test('keys that mean something to JavaScript mean nothing here', async () => {
    expect(await send('{"title":"A","__proto__":{"relayOnly":true}}')).toMatchObject({ status: 422 })
    expect(await send('{"title":"A","constructor":{}}')).toMatchObject({ status: 422 })
  })
})

test.each(['/api/account/', '/api//account', '/api/%61ccount', '/api/x/..%2faccount', '/API/account', '/nothing', '/'])(
  'nobody is at %s, signed in or not',
  async (path) => {
    const response = await (await clinic.signedIn('okafor')).raw('GET', path)
    expect(response.status).toBe(404)
  },
)

test('a route that is there says which methods it has', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'GET', 'OPTIONS']) {
    const response = await createApiClient(clinic.url).raw(method, '/create-meeting')
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('POST')
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  }
})

test('every answer forbids keeping it and guessing its type', async () => {
  const doctor = await clinic.signedIn('okafor')
  for (const path of ['/api/account', '/api/meetings', '/nothing', '/openapi.json', '/healthz', '/create-meeting']) {
    const { headers } = await doctor.raw('GET', path)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
  }
})

test('/openapi.json describes every route with its schemas, statuses and doors', async () => {
  const response = await createApiClient(clinic.url).raw('GET', '/openapi.json')
  const description = await response.json()
  expect(description).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'http://visits.example.org' }] })
  for (const [name, route] of ROWS) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    const operation = description.paths[path]?.[route.method.toLowerCase()]
    expect(operation).toMatchObject({ operationId: name, responses: { [route.status]: {}, 503: {}, 422: {} } })
    for (const [, parameter] of path.matchAll(/\{(\w+)\}/g)) {
      expect(operation.parameters).toContainEqual(
        expect.objectContaining({ name: parameter, in: 'path', required: true }),
      )
    }
    if (route.method === 'POST') {
      expect(operation.requestBody.content['application/json'].schema).toEqual(JSON.parse(JSON.stringify(route.input)))
    }
  }
  expect(description.paths['/create-meeting'].post.responses['201'].content['application/json'].schema).toMatchObject({
    properties: { success: { const: true }, data: { properties: { roomId: { type: 'string' } } } },
  })
})

test('the process says that it lives and that it can be used', async () => {
  const client = createApiClient(clinic.url)
  expect(await (await client.raw('GET', '/healthz')).json()).toEqual({ status: 'ok' })
  const ready = await client.raw('GET', '/readyz')
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }])
})
