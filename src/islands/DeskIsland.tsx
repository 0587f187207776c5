import { useEffect, useRef, useState } from 'preact/hooks'
import type { Arrival, Colleague } from '../../signaling/contract/desk.ts'
import { announce } from '../desk/announce.ts'
import { arrivalKey } from '../desk/core/newcomers.ts'
import type { Liveness } from '../desk/desk.ts'
import { countWords, LIVE, LIVE_LOST, NOBODY_WAITS, NOT_LIVE_YET, SIGNED_OUT } from '../desk/sentences.ts'
import { renewVisits } from '../desk/visits.ts'
import { ArrivalCard } from './ArrivalCard.tsx'
import { DeskNotices } from './DeskNotices.tsx'
import { useDesk } from './use-desk.ts'
import { useNow } from './use-now.ts'

export interface DeskIslandProps {
  /** As the server knew them when it drew the page. */
  readonly arrivals: readonly Arrival[]
  readonly colleagues: readonly Colleague[]
  /** Whose card shows everything that can be done. */
  readonly open: string | null
  readonly drawnAt: number
  /** IANA name of the clinic's time zone: the whole page goes by one clock. */
  readonly timeZone: string
}

/** Everybody who has arrived, a card each. Drawn by the server it is plain forms; in a browser with scripts it is live. */
export default function DeskIsland({ arrivals: drawn, colleagues, open, drawnAt, timeZone }: DeskIslandProps) {
  const { arrivals, liveness } = useDesk(drawn, announce)
  const [opened, setOpened] = useState(open)
  const [isAwake, setIsAwake] = useState(false)
  const [clock] = useState(() => new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }))
  const now = useNow(drawnAt)
  useEffect(() => setIsAwake(true), [])
  useTitle(arrivals.length, isAwake)
  useVisitsRenewed(arrivals)
  return (
    <>
      <p class="small liveness" role="status">
        {isAwake && `${LIVENESS_WORDS[liveness]} ${countWords(arrivals.length)}`}
      </p>
      {arrivals.length === 0 && <p class="card">{NOBODY_WAITS}</p>}
      <ul class="arrivals">
        {arrivals.map((arrival) => {
          const key = arrivalKey(arrival)
          const { id } = arrival.participant
          return (
            <ArrivalCard
              key={key}
              arrival={arrival}
              colleagues={colleagues}
              now={now}
              time={(at) => clock.format(at)}
              isOpen={opened === id}
              toggle={() => setOpened(opened === id ? null : id)}
            />
          )
        })}
      </ul>
      <DeskNotices isAwake={isAwake} />
    </>
  )
}

const LIVENESS_WORDS: Readonly<Record<Liveness, string>> = {
  connecting: NOT_LIVE_YET,
  live: LIVE,
  lost: LIVE_LOST,
  over: SIGNED_OUT,
}

/** `(2) Meetings`, for the tab among others. */
function useTitle(count: number, isAwake: boolean): void {
  const base = useRef('')
  useEffect(() => {
    if (!isAwake) return
    base.current ||= document.title
    document.title = count === 0 ? base.current : `(${count}) ${base.current}`
  }, [count, isAwake])
}

/** The list of visits below is the server's: it is drawn again when other people are there. */
function useVisitsRenewed(arrivals: readonly Arrival[]): void {
  const who = arrivals.map(arrivalKey).join()
  const drawn = useRef(who)
  useEffect(() => {
    if (drawn.current !== who) void renewVisits()
    drawn.current = who
  }, [who])
}
