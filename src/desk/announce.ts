import { SOMEBODY_CAME } from './sentences.ts'

/**
 * Somebody has come: a sound, and a notification where the doctor has allowed them. It names nobody, for it may be shown on a locked
 * screen or on a projector.
 */
export function announce(): void {
  // A sound that cannot be loaded is not worth a word: the card and the title are there.
  import('../call/chime.ts').then(({ chime }) => chime()).catch(() => undefined)
  if (!('Notification' in window) || Notification.permission !== 'granted' || document.hasFocus()) return
  try {
    const notification = new Notification(SOMEBODY_CAME, { tag: 'arrivals', icon: '/favicon.svg' })
    notification.onclick = () => window.focus()
  } catch {
    // Chrome on Android has the class and lets nobody but service workers use it.
  }
}
