import type { CallSession, CallSnapshot } from '../call/session.ts'
import { Icon } from './Icon.tsx'
import { MediaButtons } from './MediaButtons.tsx'

interface Props {
  readonly session: CallSession
  readonly snapshot: CallSnapshot
  readonly isDoctor: boolean
  readonly chatOpen: boolean
  readonly unread: number
  readonly toggleChat: () => void
}

/** The doctor's "End call" ends it for all; for anybody else it means that they go. */
export function Controls({ session, snapshot, isDoctor, chatOpen, unread, toggleChat }: Props) {
  const { devices, screen, canShare, call } = snapshot
  const inRoom = 'room' in call
  return (
    <div class="bar">
      <MediaButtons controls={session} devices={devices} />
      {canShare && inRoom && (
        <button type="button" class={screen ? 'on' : undefined} onClick={() => session.shareScreen(!screen)}>
          <Icon name="screen" />
          {screen ? 'Stop sharing' : 'Share screen'}
        </button>
      )}
      {inRoom && (
        <button type="button" class={chatOpen ? 'on' : undefined} aria-expanded={chatOpen} onClick={toggleChat}>
          <Icon name="chat" />
          Chat
          {unread > 0 && <span class="unread">{unread} new</span>}
        </button>
      )}
      <button type="button" class="end" onClick={isDoctor ? session.end : session.leave}>
        <Icon name="end" />
        End call
      </button>
    </div>
  )
}
