import type { CallerAs } from '../../signaling/contract/caller-as.ts'
import type { Problem } from '../../signaling/contract/problems.ts'

/** What went wrong, under the id that the log has too and that a person can quote. */
export interface ReportedProblem {
  readonly id: string
  readonly problem: Problem
}

/** Tells the log. Nobody waits for it and nothing depends on it: the network may be the very thing that is broken. */
export function createProblemReport(ports: {
  fetch: typeof fetch
  newId: () => string
  roomId: string
  as: CallerAs | undefined
}): (problem: Problem) => ReportedProblem {
  return (problem) => {
    const id = ports.newId()
    const body = JSON.stringify({ id, problem, ...(ports.as === undefined ? {} : { as: ports.as }) })
    ports
      .fetch(`/api/call/${ports.roomId}/problem`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        keepalive: true,
      })
      .catch(() => undefined) // offline: the person still has the id and a sentence
    return { id, problem }
  }
}
