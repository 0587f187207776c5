import type { CallSnapshot } from '../call/call-snapshot.ts'
import type { CallSession } from '../call/session.ts'
import type { CallIslandProps } from './CallIsland.tsx'
import { DeviceChecks } from './DeviceChecks.tsx'
import { Preview } from './Preview.tsx'
import { SoundOnly } from './SoundOnly.tsx'
import { useLoaded } from './use-loaded.tsx'

interface Props extends CallIslandProps {
  /** Both missing until the page runs in a browser. */
  readonly session: CallSession | undefined
  readonly snapshot: CallSnapshot | undefined
}

/** Before the call: one's own picture and "Join call" at once, and below it what to see to. */
export function Lobby({ roomId, as, title, role, name, phone, session, snapshot }: Props) {
  const devices = snapshot?.devices
  const failed = devices?.camera.is === 'failed' || devices?.microphone.is === 'failed'
  const Trouble = useLoaded(failed, async () => (await import('./DeviceTrouble.tsx')).DeviceTrouble)
  return (
    <div class="check">
      {devices?.camera.is !== 'failed' && <Preview controls={session} devices={devices} />}
      <div>
        <h1>{title}</h1>
        <p>
          You join as <strong>{name}</strong>.
        </p>
        {session && devices && Trouble && (
          <Trouble controls={session} devices={devices} problem={snapshot.problem} phone={phone} />
        )}
        <button type="button" class="join" disabled={!session} onClick={() => session?.join()}>
          Join call
        </button>
        {session && devices && (
          <DeviceChecks controls={session} devices={devices} visit={{ roomId, as }} phone={phone}>
            {role !== 'doctor' && <SoundOnly session={session} snapshot={snapshot} />}
          </DeviceChecks>
        )}
        {phone && (
          <p class="small">
            Does it not work? Call <a href={phone.link}>{phone.text}</a>.
          </p>
        )}
      </div>
    </div>
  )
}
