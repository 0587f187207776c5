import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { NOT_LOADED } from '../call/page-sentences.ts'

/**
 * A component that is fetched once it is wanted, so that nobody pays for what they never open. Null until it is there; where the network
 * is too bad for that, a sentence in its place, and it is tried again the next time it is wanted. Best when it imports nothing that the
 * page has too, but for Preact and types: whatever both import becomes one more file for everybody.
 */
export function useLoaded<P>(wanted: boolean, load: () => Promise<ComponentType<P>>): ComponentType<P> | null {
  const [loaded, setLoaded] = useState<ComponentType<P> | null>(null)
  useEffect(() => {
    if (!wanted || (loaded !== null && loaded !== NotLoaded)) return
    load().then(
      (component) => setLoaded(() => component),
      () => setLoaded(() => NotLoaded),
    )
  }, [wanted])
  return wanted ? loaded : null
}

function NotLoaded() {
  return (
    <p class="knock" role="alert">
      {NOT_LOADED}
    </p>
  )
}
