import { signInPath } from './next-path.ts'
import { seeOther } from './see-other.ts'
import type { Refusal } from './signaling-client.ts'

/** What a page's frontmatter has at hand; `Astro` and an endpoint's context both are one. */
export interface PageContext {
  readonly request: Request
  readonly url: URL
  rewrite(to: Request): Promise<Response>
}

/**
 * The page to show instead when the API says no and no form on the page can do anything about it: the way in, "not found", or
 * "not available right now". What somebody may not see looks like what does not exist.
 */
export function refused(page: PageContext, refusal: Refusal): Response | Promise<Response> {
  switch (refusal.error.code) {
    case 'not-signed-in':
      // A form that was sent without a session is not sent again by itself; its page is.
      return seeOther(signInPath(page.url.pathname + (page.request.method === 'GET' ? page.url.search : '')))
    case 'not-found':
    case 'not-allowed':
    case 'invalid-input':
    case 'meeting-ended':
      return show(page, '/404')
    case 'store-unavailable':
    case 'too-many-requests':
      return show(page, '/unavailable')
    default:
      throw new Error(`The API refused with ${refusal.error.code}, which this page does not expect.`)
  }
}

/** The same on an administrator's page: that those pages exist is no secret, so somebody without the role is told what is missing. */
export function refusedAdmin(page: PageContext, refusal: Refusal): Response | Promise<Response> {
  return refusal.error.code === 'not-allowed' ? show(page, '/not-allowed') : refused(page, refusal)
}

/** Shows another page under the same address. A fresh request: the body of the one at hand may have been read already. */
export function show(page: PageContext, path: '/404' | '/500' | '/not-allowed' | '/unavailable'): Promise<Response> {
  const headers = new Headers(page.request.headers)
  headers.delete('content-length')
  headers.delete('content-type')
  return page.rewrite(new Request(new URL(path, page.url), { headers }))
}
