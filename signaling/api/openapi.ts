import Type, { type TObject } from 'typebox'
import { MEETINGS_CSV } from '../contract/admin-routes.ts'
import { API_ERRORS, ApiError, type ApiErrorCode } from '../contract/api-errors.ts'
import { sessionCookieName, visitCookieName } from '../contract/cookies.ts'
import { ROUTES, type Route, type RouteFor } from '../contract/routes.ts'
import { ERROR_SENTENCES } from './error-sentences.ts'

/** The API's description (OpenAPI 3.1, whose schemas are JSON Schema as TypeBox writes it), made from the same table as the API. */
export function openApi(publicUrl: string, secure: boolean): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const [operationId, route] of Object.entries<Route>(ROUTES)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(operationId, route) }
  }
  paths[MEETINGS_CSV.path] = { get: meetingsCsv() }
  return {
    openapi: '3.1.0',
    info: { title: 'Bedside', version: '1', description: "The REST API of Bedside's signaling process." },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: { ApiError },
      securitySchemes: {
        staff: { type: 'apiKey', in: 'cookie', name: sessionCookieName(secure) },
        visit: {
          type: 'apiKey',
          in: 'cookie',
          name: visitCookieName(secure, '{roomId}'),
          description: 'One a meeting, set by POST /api/redeem.',
        },
      },
    },
  }
}

function operation(operationId: string, route: Route) {
  const isGet = route.method === 'GET'
  const parameters = [...parametersOf(route.params, 'path'), ...(isGet ? parametersOf(route.input, 'query') : [])]
  return {
    operationId,
    summary: route.summary,
    security: SECURITY[route.for],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(isGet ? {} : { requestBody: { required: true, content: { 'application/json': { schema: route.input } } } }),
    responses: {
      [route.status]: {
        description: 'Done.',
        content: { 'application/json': { schema: envelope(true, { data: route.data }) } },
      },
      ...failuresOf(route),
    },
  }
}

/** The one answer that is no JSON. */
function meetingsCsv(): object {
  const { responses, ...asOthers } = operation('adminMeetingsCsv', {
    method: 'GET',
    path: MEETINGS_CSV.path,
    for: 'admin',
    summary: 'The meetings of the filter as a file, all of them.',
    params: Type.Object({}),
    input: MEETINGS_CSV.input,
    status: 200,
    data: Type.String(),
    errors: [],
  })
  return {
    ...asOthers,
    responses: {
      ...responses,
      200: { description: 'RFC 4180, UTF-8, with headings.', content: { 'text/csv': { schema: { type: 'string' } } } },
    },
  }
}

const SECURITY: Readonly<Record<RouteFor, readonly object[]>> = {
  anybody: [],
  staff: [{ staff: [] }],
  participant: [{ staff: [] }, { visit: [] }],
  // The same session; what its account may do is no scope of the cookie.
  admin: [{ staff: [] }],
}

function parametersOf(schema: TObject, place: 'path' | 'query'): object[] {
  const required = new Set<string>(schema.required ?? [])
  return Object.entries(schema.properties).map(([name, field]) => ({
    name,
    in: place,
    required: required.has(name),
    schema: field,
  }))
}

/** Several errors may share a status; each status is described once. */
function failuresOf(route: Route): Record<string, object> {
  const byStatus = new Map<number, ApiErrorCode[]>()
  for (const code of new Set([...everyRoutes(route), ...route.errors])) {
    const status = API_ERRORS[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const responses = [...byStatus].map(([status, codes]): [string, object] => [
    String(status),
    {
      description: codes.map((code) => `${code}: ${ERROR_SENTENCES[code]}`).join(' '),
      ...(status === 429 || status === 503
        ? { headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds.' } } }
        : {}),
      content: {
        'application/json': {
          schema: envelope(false, { error: { $ref: '#/components/schemas/ApiError' } }),
        },
      },
    },
  ])
  return Object.fromEntries(responses)
}

function everyRoutes(route: Route): ApiErrorCode[] {
  return [
    ...(route.for === 'anybody' ? [] : (['not-signed-in'] as const)),
    ...(route.for === 'admin' ? (['not-allowed'] as const) : []),
    ...(Object.keys(route.params.properties).length > 0 ? (['not-found'] as const) : []),
    ...(route.method === 'POST' ? (['foreign-origin', 'too-large', 'not-json', 'invalid-json'] as const) : []),
    'invalid-input',
    'store-unavailable',
    'server-error',
  ]
}

function envelope(success: boolean, content: Record<string, object>): object {
  return {
    type: 'object',
    required: ['success', ...Object.keys(content)],
    properties: { success: { const: success }, ...content },
    additionalProperties: false,
  }
}
