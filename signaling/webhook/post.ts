/** One attempt to hand an event over; resolves with `taken` or why it was not, never later than `withinMs`, never a throw. */
export type Post = (headers: Readonly<Record<string, string>>, body: string) => Promise<'taken' | { why: string }>

export function createPost(url: string, withinMs = 10_000): Post {
  return async (headers, body) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
        // Whoever answers with another address is not the one the clinic named.
        redirect: 'manual',
        signal: AbortSignal.timeout(withinMs),
      })
      // Nothing in the answer counts but its status; what is not read must be let go.
      await response.body?.cancel()
      return response.ok ? 'taken' : { why: String(response.status) }
    } catch (error) {
      return { why: error instanceof Error ? error.name : 'unknown' }
    }
  }
}
