import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

const AGAIN_AFTER_MS = 4_000

/**
 * A component that is fetched when the page gets to where it is needed, and again until it is there: whoever waits for it waits anyway.
 * Null until then.
 */
export function useFetched<P>(wanted: boolean, load: () => Promise<ComponentType<P>>): ComponentType<P> | null {
  const [fetched, setFetched] = useState<ComponentType<P> | null>(null)
  useEffect(() => {
    if (!wanted || fetched !== null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = () => {
      load().then(
        (component) => setFetched(() => component),
        () => {
          timer = setTimeout(ask, AGAIN_AFTER_MS)
        },
      )
    }
    ask()
    return () => clearTimeout(timer)
  }, [wanted])
  return fetched
}
