import { useEffect, useState } from 'preact/hooks'

const CALM_AFTER_MS = 1_000

/** True for good, once something has been so for a second on end. */
export function useCalm(isSo: boolean): boolean {
  const [calm, setCalm] = useState(false)
  useEffect(() => {
    if (!isSo) return
    const timer = setTimeout(() => setCalm(true), CALM_AFTER_MS)
    return () => clearTimeout(timer)
  }, [isSo])
  return calm
}
