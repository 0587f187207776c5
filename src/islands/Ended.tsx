import { useEffect, useRef, useState } from 'preact/hooks'
import type { Ending } from '../../signaling/contract/ending.ts'
import { problemWords } from '../call/page-sentences.ts'
import type { ReportedProblem } from '../call/problem-report.ts'
import { NO_WAY_ON } from '../call/sentences.ts'
import type { CallIslandProps } from './CallIsland.tsx'
import { OrCall } from './OrCall.tsx'

interface Props extends CallIslandProps {
  readonly by: Ending
  readonly problem: ReportedProblem | null
}

/** How long an answer is waited for before the next try; a network that is back is tried at once. */
const AGAIN_AFTER_MS = 4_000

/**
 * The call is over and the camera's light off: on to the page after it, which says who ended it and what next. As long as there is no way there,
 * a telephone number in its place. The doctor's form does there for certain what was asked for here: it ends the visit for all.
 */
export function Ended({ by, roomId, as, role, phone, problem }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const [isStuck, setStuck] = useState(false)
  const isDoctor = role === 'doctor'
  const action = `/call/${roomId}/goodbye`
  const failed = problem !== null && (by === 'failed' || by === 'refused' || by === 'room-full')
  useEffect(() => {
    let patience = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const again = () => {
      setStuck(true)
      go()
    }
    const go = async () => {
      clearTimeout(timer)
      patience.abort()
      patience = new AbortController()
      timer = setTimeout(again, AGAIN_AFTER_MS)
      try {
        const { status } = await fetch(`${action}?by=${by}`, { method: 'HEAD', signal: patience.signal })
        // A proxy's "nobody there" is no page of ours; "not right now" is, and it says what is to be said.
        if (status < 500 || status === 503) form.current?.submit()
      } catch {
        setStuck(true) // offline, or cut off: the timer tries again
      }
    }
    go()
    addEventListener('online', go)
    return () => {
      removeEventListener('online', go)
      clearTimeout(timer)
      patience.abort()
    }
  }, [])
  return (
    <div class="end-page card">
      <h1>Goodbye</h1>
      <form ref={form} action={action} method={isDoctor ? 'post' : 'get'}>
        <input type="hidden" name="by" value={by} />
        {as && <input type="hidden" name="as" value={as} />}
        {failed && <input type="hidden" name="problem" value={problem.id} />}
        {by === 'ended-by-you' && <input type="hidden" name="end" value="yes" />}
      </form>
      {isStuck && (
        <>
          <p role="alert">{NO_WAY_ON}</p>
          {failed && <p class="small">{problemWords(problem.id)}</p>}
          <OrCall phone={phone} />
        </>
      )}
    </div>
  )
}
