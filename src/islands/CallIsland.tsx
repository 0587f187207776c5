import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { CallerAs } from '../../signaling/contract/caller-as.ts'
import type { Role } from '../../signaling/contract/participant.ts'
import { roomOf } from '../call/core/call-state.ts'
import { type Where, whereOf } from '../call/core/where.ts'
import { keepAwake } from '../call/keep-awake.ts'
import type { NoteKeeper } from '../call/note-keeper.ts'
import { needsTelephone, STILL_LOADING, stateSentence } from '../call/sentences.ts'
import { Ended } from './Ended.tsx'
import { Lobby } from './Lobby.tsx'
import { OrCall, type Telephone } from './OrCall.tsx'
import { Stage } from './Stage.tsx'
import { useCalledIn } from './use-called-in.ts'
import { useFetched } from './use-fetched.ts'
import { useLoaded } from './use-loaded.tsx'
import { useSession } from './use-session.ts'
import { Waiting } from './Waiting.tsx'
import type { ClinicWords } from './WaitingRoom.tsx'

/** A link the doctor can hand on. */
export interface ShownInvite {
  readonly role: Role
  readonly code: string
  readonly url: string
  /** What became of its e-mail, where one was asked for. */
  readonly mail: string | null
}

export interface CallIslandProps {
  readonly roomId: string
  readonly as: CallerAs | undefined
  readonly title: string
  readonly role: Role
  readonly name: string
  readonly invites: readonly ShownInvite[]
  readonly phone: Telephone | null
  /** What the clinic may say to whoever waits here. */
  readonly words: ClinicWords
  /** When the server drew the page, by its own clock. */
  readonly drawnAt: number
}

type View = 'lobby' | 'waiting' | 'stage' | 'over'

/** The call page: lobby, waiting room, stage or end, by the call's phase. */
export default function CallIsland(props: CallIslandProps) {
  const seen = useSession(props.roomId, props.as)
  const call = seen?.[1].call ?? ({ phase: 'new' } as const)
  const where = whereOf(call)
  const view = viewOf(where, props.role)
  const root = useRef<HTMLDivElement>(null)
  const shown = useRef(view)
  const note = useRef<NoteKeeper>(null)
  useEffect(() => {
    // The pressed button is gone: keyboard and reader go on at the new view's beginning.
    if (shown.current !== view) root.current?.focus()
    shown.current = view
  }, [view])
  useCalledIn(where, props)
  const files = seen?.[1].files
  const [isGone, setGone] = useState(false)
  const isUnsaved = useMemo(() => view === 'over' && files?.act.isUnsaved() === true, [view])
  const isKept = isUnsaved && !isGone
  const LastFiles = useLoaded(isKept, async () => (await import('./FileLine.tsx')).LastFiles)
  const inVisit = view === 'waiting' || view === 'stage'
  useEffect(() => (inVisit ? keepAwake() : undefined), [inVisit])
  const care = inVisit ? seen?.[1].care : null
  const blocked = (roomOf(call)?.others ?? []).filter(({ link }) => link === 'blocked')
  const needsHelp = care?.camera || care?.microphone || care?.saysSilent || care?.notice || blocked.length > 0
  const Help = useLoaded(Boolean(needsHelp), async () => (await import('./CallHelp.tsx')).CallHelp)
  const isDoctor = props.role === 'doctor'
  const Desk = useFetched(isDoctor, async () => (await import('./DoctorsDesk.tsx')).DoctorsDesk)
  return (
    <div ref={root} class={`visit ${view}`} data-phase={call.phase} tabIndex={-1}>
      <p class="state-sentence" role="status">
        {seen === null ? STILL_LOADING : stateSentence(call, props.role)}
      </p>
      {needsTelephone(call) && <OrCall phone={props.phone} />}
      {Help && seen !== null && <Help session={seen[0]} snapshot={seen[1]} blocked={blocked} />}
      {isDoctor && view === 'lobby' && Desk === null && <p class="about-to-see" />}
      {Desk && seen !== null && view !== 'over' && (
        <Desk
          roomId={props.roomId}
          isLobby={view === 'lobby'}
          waiting={roomOf(call)?.waiting ?? []}
          admit={seen[0].admit}
        />
      )}
      {call.phase === 'new' && <Lobby {...props} session={seen?.[0]} snapshot={seen?.[1]} />}
      {LastFiles && files && <LastFiles view={files} go={() => setGone(true)} />}
      {call.phase === 'ended' && !isKept && (
        <Ended {...props} by={call.by} problem={seen?.[1].problem ?? null} note={note} />
      )}
      {view === 'waiting' && seen !== null && (
        <Waiting {...props} session={seen[0]} snapshot={seen[1]} isThere={where !== 'coming'} />
      )}
      {view === 'stage' && seen !== null && (
        <Stage {...props} session={seen[0]} snapshot={seen[1]} showsKnocks={Desk === null} note={note} />
      )}
    </div>
  )
}

/** The doctor holds the door, and is on the stage as soon as they come. */
function viewOf(where: Where, role: Role): View {
  switch (where) {
    case 'lobby':
    case 'over':
      return where
    case 'together':
      return 'stage'
    case 'coming':
    case 'door':
    case 'alone':
      return role === 'doctor' ? 'stage' : 'waiting'
  }
}
