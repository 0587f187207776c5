import { useState } from 'preact/hooks'
import type { CallSnapshot } from '../call/call-snapshot.ts'
import type { CallSession } from '../call/session.ts'
import { Icon } from './Icon.tsx'
import { MediaButtons } from './MediaButtons.tsx'

interface Props {
  readonly session: CallSession
  readonly snapshot: CallSnapshot
  readonly isDoctor: boolean
  readonly panel: Panel | null
  readonly unread: number
  readonly toggle: (panel: Panel) => void
}

/** What may stand beside the pictures, one at a time; the note is the doctor's. */
export type Panel = 'chat' | 'note'

/**
 * The doctor's "End call" ends it for all, and "Leave" for the doctor alone; for anybody else "End call" means that they go. What is
 * needed less often stands behind "More" where the screen is narrow. All of it is there from the start, so that nothing moves under a thumb.
 */
export function Controls({ session, snapshot, isDoctor, panel, unread, toggle }: Props) {
  const { devices, screen, canShare, call, wants } = snapshot
  const [more, setMore] = useState(false)
  const inRoom = 'room' in call
  const paused = wants === 'sound'
  const andFold = (act: () => void) => () => {
    setMore(false)
    act()
  }
  return (
    <div class="bar">
      <MediaButtons controls={session} devices={devices} />
      <button
        type="button"
        class={panel === 'chat' ? 'on' : undefined}
        disabled={!inRoom}
        aria-expanded={panel === 'chat'}
        onClick={andFold(() => toggle('chat'))}
      >
        <Icon name="chat" />
        Chat
        {unread > 0 && <span class="unread">{unread} new</span>}
      </button>
      <button type="button" class="fold" aria-expanded={more} onClick={() => setMore(!more)}>
        <Icon name="more" />
        More
      </button>
      <div class={more ? 'rare open' : 'rare'}>
        {isDoctor && (
          <button
            type="button"
            class={panel === 'note' ? 'on' : undefined}
            aria-expanded={panel === 'note'}
            onClick={andFold(() => toggle('note'))}
          >
            <Icon name="note" />
            Note
          </button>
        )}
        {canShare && (
          <button
            type="button"
            class={screen ? 'on' : undefined}
            disabled={!inRoom}
            onClick={andFold(() => session.shareScreen(!screen))}
          >
            <Icon name="screen" />
            {screen ? 'Stop sharing' : 'Share screen'}
          </button>
        )}
        <button
          type="button"
          class={paused ? 'off' : undefined}
          onClick={andFold(() => session.want(paused ? 'picture' : 'sound'))}
        >
          <Icon name="picture" />
          {paused ? 'Show pictures' : 'Pause pictures'}
        </button>
        {isDoctor && (
          <button type="button" class="leave" onClick={session.leave}>
            <Icon name="leave" />
            Leave
          </button>
        )}
      </div>
      <button type="button" class="end" onClick={isDoctor ? session.end : session.leave}>
        <Icon name="end" />
        End call
      </button>
    </div>
  )
}
