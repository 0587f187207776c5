import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { ParticipantId } from '../../signaling/contract/ids.ts'
import type { CallSnapshot } from '../call/call-snapshot.ts'
import type { Room } from '../call/core/call-state.ts'
import { largeOne } from '../call/core/large-one.ts'
import { RemoteVideo } from './RemoteVideo.tsx'

interface Props {
  /** Null before the door. */
  readonly room: Room | null
  readonly snapshot: CallSnapshot
  /** Null but for the doctor. */
  readonly hold: ((who: ParticipantId) => void) | null
  readonly children: ComponentChildren
}

/** Everybody else, each as large as there is room for; one of them larger when that one is pinned or shares a screen. */
export function Others({ room, snapshot, hold, children }: Props) {
  const { streams, devices, wants } = snapshot
  const [pinned, setPinned] = useState<ParticipantId | null>(null)
  const others = room?.others ?? []
  const large = largeOne(others, pinned)
  return (
    <div class={`others of-${others.length}${large === null ? '' : ' with-large'}`}>
      {others.map((other, index) => {
        const { id, name } = other.participant
        return (
          <RemoteVideo
            key={id}
            other={other}
            label={index === 0 ? 'Remote video' : `Remote video ${name}`}
            stream={streams.get(id) ?? null}
            speakerId={devices.speakerId}
            wants={wants}
            size={large === null ? 'alike' : large === id ? 'large' : 'small'}
            pin={others.length > 1 ? { is: id === pinned, press: () => setPinned(id === pinned ? null : id) } : null}
            hold={hold && (() => hold(id))}
          />
        )
      })}
      {children}
    </div>
  )
}
