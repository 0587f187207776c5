/**
 * Where to go after signing in. Only a path of this site is followed (an open redirect lends our name to others: CWE-601), and none
 * that would lead straight back to the door.
 */
export function nextPath(asked: string | null, otherwise = '/meetings'): string {
  if (asked === null || asked.length > 500) return otherwise
  // `//host` and `/\host` are other hosts to a browser, and it drops tabs and line ends before it looks.
  if (!/^\/(?![/\\])[^\\\s]*$/.test(asked)) return otherwise
  const base = 'http://here.invalid'
  if (!URL.canParse(asked, base)) return otherwise
  const url = new URL(asked, base)
  // Dots are resolved by now: `/.//host` has become `//host`.
  if (url.origin !== base || url.pathname.startsWith('//')) return otherwise
  if (/^\/sign-(in|out)(\/|$)/.test(url.pathname)) return otherwise
  return url.pathname + url.search
}

export function signInPath(next: string): string {
  return `/sign-in?next=${encodeURIComponent(next)}`
}
