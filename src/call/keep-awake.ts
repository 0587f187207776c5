/**
 * Keeps the screen on while somebody waits: a telephone that goes dark stops its page, and with it the sound that calls them in. Browsers
 * take the lock back whenever the page is not in front (W3C Screen Wake Lock 6), so it is asked for again. Answers how to let go.
 */
export function keepAwake(): () => void {
  if (!('wakeLock' in navigator)) return () => undefined
  let lock: Promise<WakeLockSentinel | null> | null = null
  const ask = () => {
    if (document.hidden) return
    // Refused on a low battery: then the screen goes dark, as its owner wants.
    lock = navigator.wakeLock.request('screen').catch(() => null)
  }
  document.addEventListener('visibilitychange', ask)
  ask()
  return () => {
    document.removeEventListener('visibilitychange', ask)
    void lock?.then((sentinel) => sentinel?.release())
  }
}
