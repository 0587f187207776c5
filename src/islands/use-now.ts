import { useEffect, useState } from 'preact/hooks'

const EVERY_MS = 15_000

/**
 * The time as the server has it, moving on while the page is open: `drawnAt` is when the page was drawn there. People's own clocks may be
 * hours off, and "waiting for 12 minutes" is a difference between two of them.
 */
export function useNow(drawnAt: number): number {
  const [now, setNow] = useState(drawnAt)
  useEffect(() => {
    const ahead = Date.now() - drawnAt
    const timer = setInterval(() => setNow(Date.now() - ahead), EVERY_MS)
    return () => clearInterval(timer)
  }, [drawnAt])
  return now
}
