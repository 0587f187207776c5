import { useEffect, useState } from 'preact/hooks'
import type { CallerAs } from '../../signaling/contract/caller-as.ts'
import { browserPorts } from '../call/browser-ports.ts'
import type { CallSnapshot } from '../call/call-snapshot.ts'
import { type CallSession, createCallSession } from '../call/session.ts'

/** Null until the page runs in a browser: the server draws the lobby without it. */
export function useSession(roomId: string, as: CallerAs | undefined): [CallSession, CallSnapshot] | null {
  const [seen, setSeen] = useState<[CallSession, CallSnapshot] | null>(null)
  useEffect(() => {
    const session = createCallSession(browserPorts(roomId, as))
    const look = () => setSeen([session, session.state()])
    const leave = () => session.shutDown()
    // A page from the back-forward cache comes back with its camera off and its socket closed: start over.
    const back = ({ persisted }: PageTransitionEvent) => persisted && location.reload()
    const unsubscribe = session.subscribe(look)
    addEventListener('pagehide', leave)
    addEventListener('pageshow', back)
    session.prepare()
    look()
    return () => {
      unsubscribe()
      removeEventListener('pagehide', leave)
      removeEventListener('pageshow', back)
      session.shutDown()
    }
  }, [roomId, as])
  return seen
}
