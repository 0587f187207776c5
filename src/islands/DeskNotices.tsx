import { useState } from 'preact/hooks'
import { SOUND_AFTER_PRESS } from '../desk/sentences.ts'
import { useActivation } from './use-activation.ts'

/** How this page calls for attention. A browser's permission is asked for by a press of this button, and never by the page itself. */
export function DeskNotices() {
  const isActive = useActivation()
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'denied'))
  return (
    <div class="row notices">
      {permission === 'default' && (
        <button class="second" type="button" onClick={() => void Notification.requestPermission().then(setPermission)}>
          Notify me when somebody comes
        </button>
      )}
      {!isActive && <p class="small">{SOUND_AFTER_PRESS}</p>}
    </div>
  )
}
