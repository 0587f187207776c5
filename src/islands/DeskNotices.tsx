import { useEffect, useState } from 'preact/hooks'
import { SOUND_AFTER_PRESS } from '../desk/sentences.ts'
import { useActivation } from './use-activation.ts'

/**
 * How this page calls for attention. A browser's permission is asked for by a press of this button, and never by the page itself. It has
 * its room from the start and keeps it: nothing below moves when the page wakes up or hears of the first press.
 */
export function DeskNotices({ isAwake }: { isAwake: boolean }) {
  const isActive = useActivation()
  const [permission, setPermission] = useState<NotificationPermission>('default')
  useEffect(() => setPermission('Notification' in window ? Notification.permission : 'denied'), [])
  return (
    <div class={isAwake ? 'row notices' : 'row notices unseen-yet'}>
      {permission === 'default' && (
        <button class="second" type="button" onClick={() => void Notification.requestPermission().then(setPermission)}>
          Notify me when somebody comes
        </button>
      )}
      <p class={isActive ? 'small unseen-yet' : 'small'}>{SOUND_AFTER_PRESS}</p>
    </div>
  )
}
