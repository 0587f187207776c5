import { VISIT_MS } from '../accounts/sessions.ts'
import { sessionCookieName, visitCookieName } from '../contract/cookies.ts'
import type { RoomId, Secret } from '../contract/ids.ts'
import { setCookie } from './cookie-header.ts'

/** Staff share computers: their cookie goes with the browser, and after twelve hours in any case. */
export function staffCookie(secure: boolean, secret: Secret): string {
  return setCookie(sessionCookieName(secure), secret, { secure, maxAgeSeconds: null })
}

export function clearedStaffCookie(secure: boolean): string {
  return setCookie(sessionCookieName(secure), '', { secure, maxAgeSeconds: 0 })
}

/** A patient's phone may close its browser while they wait, so theirs stays. */
export function visitCookie(secure: boolean, roomId: RoomId, secret: Secret): string {
  return setCookie(visitCookieName(secure, roomId), secret, { secure, maxAgeSeconds: VISIT_MS / 1000 })
}
