import type { ServerResponse } from 'node:http'

/**
 * `/healthz`: is this process alive? It answers, so yes, whatever signaling does; restarting us would not bring signaling back.
 * `/readyz`: can people be served? Only with signaling and its store.
 */
export async function answerHealth(
  kind: 'healthz' | 'readyz',
  signalingBase: string,
  stopping: boolean,
  response: ServerResponse,
): Promise<void> {
  const signaling = await fetch(`${signalingBase}/${kind}`, { signal: AbortSignal.timeout(1_000) }).then(
    (answer) => answer.ok,
    () => false, // away, or too slow to count as there
  )
  const ok = kind === 'healthz' || (signaling && !stopping)
  const body = JSON.stringify({ web: stopping ? 'stopping' : 'ok', signaling: signaling ? 'ok' : 'away' })
  response.writeHead(ok ? 200 : 503, { 'content-type': 'application/json; charset=utf-8' })
  response.end(body)
}
