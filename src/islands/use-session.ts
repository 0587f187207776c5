import { useEffect, useState } from 'preact/hooks'
import type { CallerAs } from '../../signaling/contract/caller-as.ts'
import { browserPorts } from '../call/browser-ports.ts'
import type { CallSnapshot } from '../call/call-snapshot.ts'
import { type CallSession, createCallSession } from '../call/session.ts'
import { asPageGoes } from './page-life.ts'

/** Null until the page runs in a browser: the server draws the lobby without it. */
export function useSession(roomId: string, as: CallerAs | undefined): [CallSession, CallSnapshot] | null {
  const [seen, setSeen] = useState<[CallSession, CallSnapshot] | null>(null)
  useEffect(() => {
    const session = createCallSession(browserPorts(roomId, as))
    const look = () => setSeen([session, session.state()])
    const unsubscribe = session.subscribe(look)
    const stay = asPageGoes(session.shutDown)
    session.prepare()
    look()
    return () => {
      unsubscribe()
      stay()
      session.shutDown()
    }
  }, [roomId, as])
  return seen
}
