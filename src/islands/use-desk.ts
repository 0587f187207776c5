import { useEffect, useState } from 'preact/hooks'
import type { Arrival } from '../../signaling/contract/desk.ts'
import { type DeskView, deskPorts, openDesk } from '../desk/desk.ts'
import { asPageGoes } from './page-life.ts'

/** Who has arrived, live from when the page runs in a browser. `drawn` and `came` are looked at once. */
export function useDesk(drawn: readonly Arrival[], came?: (arrivals: readonly Arrival[]) => void): DeskView {
  const [view, setView] = useState<DeskView>({ arrivals: drawn, liveness: 'connecting' })
  useEffect(() => {
    const desk = openDesk(deskPorts, drawn)
    desk.subscribe((now, newcomers) => {
      setView(now)
      if (newcomers.length > 0) came?.(newcomers)
    })
    const stay = asPageGoes(desk.close)
    return () => {
      stay()
      desk.close()
    }
  }, [])
  return view
}
