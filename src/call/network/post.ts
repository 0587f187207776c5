/** `away`: no answer at all. `refused`: an answer that says no. */
export type Posted = { readonly is: 'answered'; readonly data: unknown } | { readonly is: 'refused' | 'away' }

/** Asks the REST API something that nobody waits for: after everything else the page loads. */
export async function post(
  ports: { fetch: typeof fetch },
  path: string,
  input: object,
  stop: AbortSignal | null,
): Promise<Posted> {
  try {
    const response = await ports.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      priority: 'low',
      signal: stop,
    })
    if (!response.ok) return { is: 'refused' }
    const said: unknown = await response.json()
    const data: unknown = typeof said === 'object' && said !== null ? Reflect.get(said, 'data') : undefined
    return { is: 'answered', data }
  } catch {
    return { is: 'away' } // offline, cut off in the middle, or stopped
  }
}
