import { defineMiddleware } from 'astro:middleware'
import { randomBytes } from 'node:crypto'
import { forWhatIsThere, withSocketAddress } from './server/headers.ts'
import { createLog, placeOf } from './server/log.ts'
import { show } from './server/refused.ts'
import { settings } from './server/settings.ts'

const log = createLog(settings.logLevel, (line) => process.stdout.write(line))

/** The edge of every page: our own faults are caught here once, logged under an id, and told in a friendly page. */
export const onRequest = defineMiddleware(async (context, next) => {
  let response: Response
  try {
    response = await next()
  } catch (fault) {
    context.locals.errorId = randomBytes(5).toString('hex')
    log.error('page-failed', { errorId: context.locals.errorId, ...placeOf(fault) })
    response = await show(context, '/500')
  }
  if (response.headers.get('content-type') !== 'text/html') return response
  const html = await response.text()
  const headers = new Headers(response.headers)
  headers.set('content-type', 'text/html; charset=utf-8')
  const policy = headers.get('content-security-policy')
  if (policy !== null) {
    headers.set('content-security-policy', withSocketAddress(forWhatIsThere(policy, html), settings.publicUrl))
  }
  return new Response(html, { status: response.status, statusText: response.statusText, headers })
})
