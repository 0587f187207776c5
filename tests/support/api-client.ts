import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { ApiError } from '../../signaling/contract/api-errors.ts'
import { CONSENT } from '../../signaling/contract/consent.ts'
import {
  ROUTES,
  type RouteData,
  type RouteInput,
  type RouteName,
  type RouteParams,
} from '../../signaling/contract/routes.ts'

/** One person's way to the REST API: keeps cookies as a browser would, and holds every answer against its schema. */
export interface ApiClient {
  readonly cookies: Map<string, string>
  call<N extends RouteName>(name: N, asked?: Asked<N>): Promise<Answer<N>>
  /** The same, of which nothing but success will do. */
  data<N extends RouteName>(name: N, asked?: Asked<N>): Promise<RouteData<N>>
  /** Any request, as raw as it comes. */
  raw(method: string, path: string, init?: { body?: string; headers?: Record<string, string> }): Promise<Response>
}

export interface Asked<N extends RouteName> {
  params?: RouteParams<N>
  /** Unchecked on purpose: tests send wrong ones too. */
  input?: RouteInput<N> | Record<string, unknown>
  headers?: Record<string, string>
}

export type Answer<N extends RouteName> = {
  status: number
  headers: Headers
  setCookies: string[]
} & ({ success: true; data: RouteData<N> } | { success: false; error: Static<typeof ApiError> })

let lastAddress = 0

/** `address`: where the person seems to come from; one of their own unless told. */
export function createApiClient(url: string, address = nextAddress()): ApiClient {
  const cookies = new Map<string, string>()

  async function raw(method: string, path: string, init: { body?: string; headers?: Record<string, string> } = {}) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'x-forwarded-for': address, ...(cookie ? { cookie } : {}), ...init.headers },
      ...(init.body === undefined ? {} : { body: init.body }),
    })
    for (const line of response.headers.getSetCookie()) keep(line)
    return response
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    if (attributes.includes('Max-Age=0')) cookies.delete(name)
    else cookies.set(name, value)
  }

  async function call<N extends RouteName>(name: N, asked: Asked<N> = {}): Promise<Answer<N>> {
    const { method, path } = requestOf(name, asked.params)
    const query = method === 'GET' ? queryOf(asked.input ?? {}) : ''
    const response = await raw(method, `${path}${query}`, {
      headers: { ...(method === 'POST' ? { 'content-type': 'application/json' } : {}), ...asked.headers },
      ...(method === 'POST' ? { body: JSON.stringify(asked.input ?? {}) } : {}),
    })
    const said: unknown = await response.json()
    const rest = { status: response.status, headers: response.headers, setCookies: response.headers.getSetCookie() }
    if (isSuccess(name, said) && response.status === ROUTES[name].status) return { ...rest, ...said }
    if (FAILURE.Check(said)) return { ...rest, ...said }
    throw new Error(
      `${name} answered ${response.status} with something its schema does not know: ${JSON.stringify(said)}`,
    )
  }

  return {
    cookies,
    raw,
    call,
    async data(name, asked) {
      const answer = await call(name, asked)
      if (!answer.success) throw new Error(`${name} answered ${answer.status}: ${JSON.stringify(answer.error)}`)
      return answer.data
    },
  }
}

/** What a doctor and a patient do before they meet. */
export async function redeem(client: ApiClient, code: string, name = 'Paul Miller') {
  return await client.data('redeem', { input: { code, name, consentVersion: CONSENT.version } })
}

export function nextAddress(): string {
  lastAddress += 1
  return `198.18.${Math.floor(lastAddress / 250)}.${(lastAddress % 250) + 1}`
}

export function requestOf(name: RouteName, params: object = {}) {
  const given = new Map(Object.entries(params).map(([param, value]) => [param, String(value)]))
  const { method, path } = ROUTES[name]
  return { method, path: path.replace(/:(\w+)/g, (_, param: string) => given.get(param) ?? '000000000000') }
}

const closed = { additionalProperties: false } as const
const FAILURE = Compile(Type.Object({ success: Type.Literal(false), error: ApiError }, closed))

const SUCCESSES = new Map<RouteName, ReturnType<typeof successOf>>()

function isSuccess<N extends RouteName>(name: N, said: unknown): said is { success: true; data: RouteData<N> } {
  const check = SUCCESSES.get(name) ?? successOf(name)
  SUCCESSES.set(name, check)
  return check.Check(said)
}

function successOf(name: RouteName) {
  const { data } = ROUTES[name]
  return Compile(Type.Object({ success: Type.Literal(true), data }, closed))
}

function queryOf(input: object): string {
  const query = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)])).toString()
  return query === '' ? '' : `?${query}`
}
