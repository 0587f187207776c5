import { Compile, type Validator } from 'typebox/compile'
import { API_ERRORS, ApiError } from '../../signaling/contract/api-errors.ts'
import { MAIL_WITHIN_MS } from '../../signaling/contract/mail.ts'
import {
  ROUTES,
  type Route,
  type RouteData,
  type RouteInput,
  type RouteName,
  type RouteParams,
} from '../../signaling/contract/routes.ts'
import { ownCookies } from './own-cookies.ts'

type Given<K extends string, T> = Record<string, never> extends T ? { [P in K]?: T } : { [P in K]: T }

/** `request` is the one being answered: its cookies and its address speak for the caller, nothing of ours does. */
export type Asked<N extends RouteName> = {
  readonly request: Request
  /** For what takes its time; left out: the client's own patience. */
  readonly timeoutMs?: number
} & Given<'params', RouteParams<N>> &
  Given<'input', RouteInput<N>>

/** `setCookies` are whole Set-Cookie lines, to be handed on to the browser as they are. */
export type Answer<N extends RouteName> = { ok: true; data: RouteData<N>; setCookies: string[] } | Refusal
export interface Refusal {
  readonly ok: false
  readonly status: number
  readonly error: ApiError
  /** Seconds, when the API asks for patience. */
  readonly retryAfter: number | null
}

export interface SignalingClient {
  /**
   * Asks the REST API in the name of whoever sent `request`. Whatever the API may answer is a value; a signaling process that is
   * away or slower than `timeoutMs` (longer where it sends an e-mail) counts as a store that cannot answer. A reply that breaks the
   * contract throws.
   */
  call<N extends RouteName>(routeName: N, asked: Asked<N>): Promise<Answer<N>>
}

export function createSignalingClient(at: { base: string; publicUrl: string; timeoutMs?: number }): SignalingClient {
  const { base, publicUrl, timeoutMs = 3_000 } = at
  return {
    async call(routeName, asked) {
      const route: Route = ROUTES[routeName]
      const { url, body } = address(base, route, asked.params ?? {}, asked.input ?? {})
      const headers: Record<string, string> = { origin: publicUrl, accept: 'application/json' }
      const cookie = ownCookies(asked.request.headers.get('cookie') ?? '', publicUrl.startsWith('https:'))
      if (cookie !== '') headers['cookie'] = cookie
      // The web process has put the true address there; it never reaches a page as the client wrote it.
      const caller = asked.request.headers.get('x-forwarded-for')
      if (caller !== null) headers['x-forwarded-for'] = caller
      if (body !== null) headers['content-type'] = 'application/json'

      let response: Response
      let said: unknown
      try {
        response = await fetch(url, {
          method: route.method,
          headers,
          body,
          redirect: 'error',
          signal: AbortSignal.timeout(
            asked.timeoutMs ?? (sendsMail(asked.input) ? timeoutMs + MAIL_WITHIN_MS : timeoutMs),
          ),
        })
        said = await response.json()
      } catch {
        // Refused, reset, too slow, or cut off in the middle: to the person asking all of these are "not available right now".
        return away()
      }
      return understand(routeName, response, said)
    },
  }
}

function sendsMail(input: unknown): boolean {
  return isRecord(input) && input['email'] !== undefined
}

function address(base: string, route: Route, params: object, input: object): { url: string; body: string | null } {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(Reflect.get(params, name) ?? '')),
  )
  if (route.method === 'POST') return { url: base + path, body: JSON.stringify(input) }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input)) if (value !== undefined) query.set(name, String(value))
  return { url: query.size > 0 ? `${base}${path}?${query}` : base + path, body: null }
}

function understand<N extends RouteName>(routeName: N, response: Response, said: unknown): Answer<N> {
  if (isRecord(said) && said['success'] === true && checkOf(routeName).Check(said['data'])) {
    // Checked by the very schema that RouteData<N> is made from.
    return { ok: true, data: said['data'] as RouteData<N>, setCookies: response.headers.getSetCookie() }
  }
  if (isRecord(said) && said['success'] === false) {
    const error = said['error']
    if (errorCheck.Check(error)) {
      const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
      return { ok: false, status: response.status, error, retryAfter: Number.isFinite(wait) ? wait : null }
    }
  }
  throw new Error(`The answer to ${routeName} (status ${response.status}) does not keep the contract.`)
}

const errorCheck = Compile(ApiError)
const dataChecks = new Map<RouteName, Validator>()

function checkOf(routeName: RouteName): Validator {
  let check = dataChecks.get(routeName)
  if (check === undefined) {
    check = Compile(ROUTES[routeName].data) as unknown as Validator
    dataChecks.set(routeName, check)
  }
  return check
}

function away(): Refusal {
  const code = 'store-unavailable'
  return {
    ok: false,
    status: API_ERRORS[code],
    error: { code, message: 'Visits are not available right now. Please try again in a moment.' },
    retryAfter: 5,
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
