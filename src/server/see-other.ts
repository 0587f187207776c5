/** After a form: go on with a GET (RFC 9110, 15.4.4), with the Set-Cookie lines given. `path` is one of ours. */
export function seeOther(path: string, setCookies: readonly string[] = []): Response {
  const headers = new Headers({ location: path })
  for (const line of setCookies) headers.append('set-cookie', line)
  return new Response(null, { status: 303, headers })
}
