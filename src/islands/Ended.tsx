import { useEffect, useRef, useState } from 'preact/hooks'
import type { Ending } from '../../signaling/contract/ending.ts'
import type { NotePlace } from '../call/note-keeper.ts'
import { problemWords } from '../call/page-sentences.ts'
import type { ReportedProblem } from '../call/problem-report.ts'
import { NO_WAY_ON } from '../call/sentences.ts'
import type { CallIslandProps } from './CallIsland.tsx'
import { OrCall } from './OrCall.tsx'
import { useLoaded } from './use-loaded.tsx'

interface Props extends CallIslandProps {
  readonly by: Ending
  readonly problem: ReportedProblem | null
  readonly note: NotePlace
}

/** How long an answer is waited for before the next try; a network that is back is tried at once. */
const AGAIN_AFTER_MS = 6_000

/**
 * The call is over and the camera's light off: on to the page after it, which says who ended it and what next. As long as there is no way there,
 * a telephone number in its place. The doctor's form takes along what was asked for here and is not certain to be done: the end for all, and words of
 * the note that are not kept.
 */
export function Ended({ by, roomId, as, role, phone, problem, note }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const words = useRef<HTMLInputElement>(null)
  const [isStuck, setStuck] = useState(false)
  const isDoctor = role === 'doctor'
  const action = `/call/${roomId}/goodbye`
  const failed = problem !== null && (by === 'failed' || by === 'refused' || by === 'room-full')
  const NotePanel = useLoaded(isStuck && note.current !== null, async () => (await import('./NotePanel.tsx')).NotePanel)
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
        if (status < 500 || status === 503) await leave()
      } catch {
        setStuck(true) // offline, or cut off: the timer tries again
      }
    }
    const leave = async () => {
      // A slow page is waited for: asking for it again would begin anew.
      clearTimeout(timer)
      const unkept = await note.current?.handOver()
      if (words.current) {
        words.current.disabled = unkept == null
        words.current.value = unkept ?? ''
      }
      note.current?.letGo()
      form.current?.submit()
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
        {isDoctor && <input ref={words} type="hidden" name="note" disabled />}
        {by === 'ended-by-you' && <input type="hidden" name="end" value="yes" />}
      </form>
      {isStuck && (
        <>
          <p role="alert">{NO_WAY_ON}</p>
          {failed && <p class="small">{problemWords(problem.id)}</p>}
          <OrCall phone={phone} />
          {NotePanel && <NotePanel roomId={roomId} place={note} close={null} />}
        </>
      )}
    </div>
  )
}
