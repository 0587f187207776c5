import { useEffect, useRef } from 'preact/hooks'
import { chime } from '../call/chime.ts'
import { isCalledIn, type Where } from '../call/core/where.ts'
import { IN_THE_VISIT, WAITING_TITLE } from '../call/sentences.ts'
import type { CallIslandProps } from './CallIsland.tsx'

/** Whoever waits may be looking elsewhere: a soft sound when they are let in, and the page's title says how things stand. */
export function useCalledIn(where: Where, { role }: Pick<CallIslandProps, 'role'>): void {
  const before = useRef(where)
  const title = useRef('')
  useEffect(() => {
    title.current ||= document.title
    if (role === 'doctor') return
    if (isCalledIn(before.current, where)) chime()
    before.current = where
    const prefix = where === 'together' ? IN_THE_VISIT : where === 'door' || where === 'alone' ? WAITING_TITLE : ''
    document.title = prefix + title.current
  }, [where])
}
