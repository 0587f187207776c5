import type { CallSnapshot } from '../call/call-snapshot.ts'
import { SOUND_ONLY_HINT } from '../call/sentences.ts'
import type { CallSession } from '../call/session.ts'

/** A choice before the call, for who only listens and speaks: the same as "Pause pictures" in it. */
export function SoundOnly({ session, snapshot }: { session: CallSession; snapshot: CallSnapshot }) {
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={snapshot.wants === 'sound'}
        aria-describedby="sound-only"
        onChange={({ currentTarget }) => session.want(currentTarget.checked ? 'sound' : 'picture')}
      />
      <span>
        Sound only
        <span id="sound-only" class="hint">
          {SOUND_ONLY_HINT}
        </span>
      </span>
    </label>
  )
}
