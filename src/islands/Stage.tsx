import { useEffect, useState } from 'preact/hooks'
import { LIMITS } from '../../signaling/contract/limits.ts'
import type { CallSnapshot } from '../call/call-snapshot.ts'
import { roomOf } from '../call/core/call-state.ts'
import type { NotePlace } from '../call/note-keeper.ts'
import { OWN_CAMERA_OFF, SCREEN_FAILED, waitingWords, YOU_SHARE } from '../call/sentences.ts'
import type { CallSession } from '../call/session.ts'
import type { CallIslandProps } from './CallIsland.tsx'
import { Controls, type Panel } from './Controls.tsx'
import { InviteCards } from './InviteCards.tsx'
import { Others } from './Others.tsx'
import { OwnVideo } from './OwnVideo.tsx'
import { useLoaded } from './use-loaded.tsx'

interface Props extends CallIslandProps {
  readonly session: CallSession
  readonly snapshot: CallSnapshot
  /** False where the doctor's desk does. */
  readonly showsKnocks: boolean
  readonly note: NotePlace
}

/** Everything between "Join call" and the end: the others large, oneself small, the controls, the chat, the doctor's note. */
export function Stage({ session, snapshot, role, invites, roomId, showsKnocks, note }: Props) {
  const { call, devices, screen, chat, files, problem } = snapshot
  const room = roomOf(call)
  const [panel, setPanel] = useState<Panel | null>(null)
  const chatOpen = panel === 'chat'
  const offered = files?.sharing.files.filter(({ author }) => author === 'other') ?? []
  const received = chat.lines.filter(({ author }) => author === 'other').length + offered.length
  const [readLines, setReadLines] = useState(0)
  useEffect(() => {
    if (chatOpen) setReadLines(received)
  }, [chatOpen, received])
  const own = screen ?? (devices.camera.is === 'on' ? devices.camera.track : null)
  const alone = (room?.others ?? []).length === 0
  const ChatPanel = useLoaded(chatOpen, async () => (await import('./ChatPanel.tsx')).ChatPanel)
  const NotePanel = useLoaded(panel === 'note', async () => (await import('./NotePanel.tsx')).NotePanel)
  const close = () => setPanel(null)
  const FileNotice = useLoaded(
    !chatOpen && offered.length > 0,
    async () => (await import('./FileNotice.tsx')).FileNotice,
  )
  return (
    <>
      {showsKnocks &&
        room?.waiting.map((who) => (
          <div key={who.id} class="knock" role="alert">
            <span>{waitingWords(who)}</span>
            <button type="button" onClick={() => session.admit(who.id)}>
              Admit
            </button>
          </div>
        ))}
      {problem?.problem === 'screen-failed' && (
        <p class="knock" role="alert">
          {SCREEN_FAILED}
        </p>
      )}
      {FileNotice && files && <FileNotice view={files} openChat={() => setPanel('chat')} />}
      <div class={(ChatPanel ?? NotePanel) ? 'scene with-panel' : 'scene'}>
        <Others room={room} snapshot={snapshot} hold={role === 'doctor' ? session.hold : null}>
          {alone && (
            <div class="waiting-room">
              <div class="indicator" aria-hidden="true">
                <i />
                <i />
                <i />
              </div>
              {role === 'doctor' && call.phase === 'waiting' && <InviteCards invites={invites} roomId={roomId} />}
            </div>
          )}
          <div class="own">
            {own ? <OwnVideo track={own} mirrored={own !== screen} /> : <p class="no-picture">{OWN_CAMERA_OFF}</p>}
            {screen && <p class="caption">{YOU_SHARE}</p>}
          </div>
        </Others>
        {ChatPanel && room && (
          <ChatPanel
            longest={LIMITS.chatLength}
            log={chat}
            view={files}
            files={session.files}
            room={room}
            write={session.write}
            close={close}
          />
        )}
        {NotePanel && <NotePanel roomId={roomId} place={note} close={close} />}
      </div>
      <Controls
        session={session}
        snapshot={snapshot}
        isDoctor={role === 'doctor'}
        panel={panel}
        unread={chatOpen ? 0 : received - readLines}
        toggle={(which) => setPanel(which === panel ? null : which)}
      />
    </>
  )
}
