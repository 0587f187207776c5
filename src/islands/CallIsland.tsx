import { useEffect, useRef } from 'preact/hooks'
import type { CallerAs } from '../../signaling/contract/caller-as.ts'
import type { Role } from '../../signaling/contract/participant.ts'
import { stateSentence } from '../call/sentences.ts'
import { Ended } from './Ended.tsx'
import { Lobby } from './Lobby.tsx'
import { Stage } from './Stage.tsx'
import { useSession } from './use-session.ts'

/** A link the doctor can hand on. */
export interface ShownInvite {
  readonly role: Role
  readonly code: string
  readonly url: string
}

export interface CallIslandProps {
  readonly roomId: string
  readonly as: CallerAs | undefined
  readonly title: string
  readonly role: Role
  readonly name: string
  readonly invites: readonly ShownInvite[]
  readonly phone: { readonly text: string; readonly link: string } | null
}

/** The call page: lobby, stage or end, by the call's phase. */
export default function CallIsland(props: CallIslandProps) {
  const seen = useSession(props.roomId, props.as)
  const call = seen?.[1].call ?? ({ phase: 'new' } as const)
  const view = call.phase === 'new' ? 'lobby' : call.phase === 'ended' ? 'over' : 'stage'
  const root = useRef<HTMLDivElement>(null)
  const shown = useRef(view)
  useEffect(() => {
    // The pressed button is gone: keyboard and reader go on at the new view's beginning.
    if (shown.current !== view) root.current?.focus()
    shown.current = view
  }, [view])
  return (
    <div ref={root} class={`visit ${view}`} data-phase={call.phase} tabIndex={-1}>
      <p class="state-sentence" role="status">
        {stateSentence(call, props.role)}
      </p>
      {call.phase === 'new' && <Lobby {...props} session={seen?.[0]} snapshot={seen?.[1]} />}
      {call.phase === 'ended' && <Ended {...props} by={call.by} problem={seen?.[1].problem ?? null} />}
      {view === 'stage' && seen !== null && <Stage {...props} session={seen[0]} snapshot={seen[1]} />}
    </div>
  )
}
