import { StoreUnavailable } from '../../db/port.ts'
import { createSessionDesk } from '../accounts/sessions.ts'
import { MEETINGS_CSV } from '../contract/admin-routes.ts'
import { isForeign, ownOrigins } from '../contract/origin.ts'
import { ROUTES } from '../contract/routes.ts'
import type { HttpHandler, HttpReply, HttpRequest } from '../http.ts'
import { createCallers } from './callers.ts'
import { createHandlers } from './handlers.ts'
import { createHealth } from './health.ts'
import { createMeetingsExport } from './meetings-export.ts'
import { openApi } from './openapi.ts'
import { failed } from './outcome.ts'
import type { ApiPorts } from './ports.ts'
import { readInput } from './read-input.ts'
import { failureReply, jsonReply } from './reply.ts'
import { createRouteMatcher } from './route-match.ts'

export interface Api {
  readonly handle: HttpHandler
  /** From now on /readyz says no, so that nobody new is sent here. */
  drain(): void
}

/** The REST API: ROUTES, the two health checks and its own description. */
export function createApi(ports: ApiPorts): Api {
  const { store, clock, random, log, publicUrl } = ports
  const secure = publicUrl.startsWith('https:')
  const origins = ownOrigins(publicUrl)
  const sessions = createSessionDesk({ sessions: store.sessions, random, now: clock.now, log })
  const callers = createCallers({ store, sessions, secure })
  const endpoints = createHandlers({ ...ports, sessions, callers, secure })
  const meetingsExport = createMeetingsExport({ ...ports, callers })
  const health = createHealth({ store, elapsed: clock.elapsed })
  const match = createRouteMatcher(ROUTES)
  const description = openApi(publicUrl, secure)

  async function answer(request: HttpRequest): Promise<HttpReply> {
    if (!isSafe(request.method) && isForeign(sourceOf(request), origins)) return failureReply(failed('foreign-origin'))
    if (request.method === 'GET') {
      if (request.path === '/healthz') return health.alive()
      if (request.path === '/readyz') return await health.ready()
      if (request.path === '/openapi.json') return jsonReply(200, description)
    }
    if (request.path === MEETINGS_CSV.path) return await meetingsExport(request)
    const found = match(request.method, request.path)
    if (!found) return failureReply(failed('not-found'))
    if ('methods' in found) return failureReply(failed('method-not-allowed'), { Allow: found.methods.join(', ') })
    const given = readInput(request)
    if (!given.ok) return failureReply(failed(given.code))
    return await endpoints[found.name].run({
      visitor: callers.visitor(request),
      params: found.params,
      given: given.value,
    })
  }

  return {
    async handle(request) {
      try {
        return await answer(request)
      } catch (error) {
        if (error instanceof StoreUnavailable) {
          log({ event: 'store-unavailable', why: error.why })
          return failureReply(failed('store-unavailable'))
        }
        const errorId = random.errorId()
        log({ event: 'fault', errorId, where: 'the REST API', error })
        return failureReply(failed('server-error', { errorId }))
      }
    },
    drain: health.drain,
  }
}

/** Methods that change nothing (RFC 9110, 9.2.1). */
function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
}

function sourceOf({ headers }: HttpRequest) {
  return { origin: headers['origin'], secFetchSite: headers['sec-fetch-site'] }
}
