/**
 * Keeps the screen on from "Join call" to the end: a telephone that goes dark stops its page, and with it the sound that calls somebody in
 * and the call itself. Browsers take the lock back whenever the page is not in front (W3C Screen Wake Lock 6), so it is asked for again.
 * Answers how to let go.
 */
export function keepAwake(): () => void {
  if (!('wakeLock' in navigator)) return () => undefined
  let lock: Promise<WakeLockSentinel | null> = Promise.resolve(null)
  let isOver = false
  const ask = () => {
    lock = lock.then((held) => {
      if (document.hidden || isOver || held?.released === false) return held
      // Refused on a low battery: then the screen goes dark, as its owner wants.
      return navigator.wakeLock.request('screen').catch(() => null)
    })
  }
  document.addEventListener('visibilitychange', ask)
  ask()
  return () => {
    document.removeEventListener('visibilitychange', ask)
    isOver = true
    void lock.then((held) => held?.release())
  }
}
