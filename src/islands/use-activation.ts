import { useEffect, useState } from 'preact/hooks'

/** Browsers let a page listen and make a sound only after its first touch or key, and complain when it tries before. */
export function useActivation(): boolean {
  const [active, setActive] = useState(() => globalThis.navigator?.userActivation?.hasBeenActive ?? false)
  useEffect(() => {
    if (active) return
    const touched = () => setActive(true)
    const signs = ['pointerup', 'keyup'] as const
    for (const sign of signs) addEventListener(sign, touched, { once: true })
    return () => {
      for (const sign of signs) removeEventListener(sign, touched)
    }
  }, [active])
  return active
}
