import type { RoomId } from '../../signaling/contract/ids.ts'
import type { Clock } from './clock.ts'
import { isUnkept, type Note, type NoteEffect, type NoteEvent, stepNote, textOf } from './core/note.ts'

export interface NoteKeeper {
  state(): Note
  subscribe(changed: () => void): () => void
  type(text: string): void
  /** Waits for a save that is under way, a little while; then the words that are not kept, or null. Nothing is saved from here after that. */
  handOver(): Promise<string | null>
  /** Whoever has asked for the words has them now: nothing holds the page any more. */
  letGo(): void
  /** The page is going: what is not kept is said once more, by a request that outlives it. */
  goes(): void
  /** Would something be lost with this page? */
  holds(): boolean
}

/** Where the call's page holds the note, from when it is first opened until the page after the call has it. */
export interface NotePlace {
  current: NoteKeeper | null
}

export interface NotePorts {
  readonly roomId: RoomId
  readonly clock: Clock
  readonly fetch: typeof fetch
}

/** A save that takes longer is not waited for when the call is over: the whole note is handed on then. */
const SETTLED_WITHIN_MS = 2_000

/** Performs what the pure core decides, by REST, in the name of the doctor's session. */
export function createNoteKeeper({ roomId, clock, fetch: ask }: NotePorts): NoteKeeper {
  let note: Note = { is: 'opening' }
  let isHandedOver = false
  let isLetGo = false
  let stopTimer: (() => void) | null = null
  let underWay: Promise<void> = Promise.resolve()
  const listeners = new Set<() => void>()
  const path = `/api/meetings/${roomId}/note`
  const patience = new AbortController()
  const holds = () => !isLetGo && isUnkept(note)

  function happened(event: NoteEvent): void {
    const step = stepNote(note, event)
    note = step.note
    if (!isHandedOver) for (const effect of step.effects) perform(effect)
    for (const listener of listeners) listener()
  }

  function perform(effect: NoteEffect): void {
    switch (effect.do) {
      case 'open':
        underWay = talk(ask(path, { signal: patience.signal }), 'open')
        break
      case 'keep':
        underWay = talk(ask(path, { ...saying(effect.text), signal: patience.signal }), 'keep')
        break
      case 'wait':
        stopTimer?.()
        stopTimer = clock.after(effect.ms, () => happened({ type: 'due' }))
    }
  }

  async function talk(answer: Promise<Response>, what: 'open' | 'keep'): Promise<void> {
    happened(await heard(answer, what))
  }

  happened({ type: 'due' })
  return {
    state: () => note,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    type: (text) => happened({ type: 'typed', text }),
    async handOver() {
      isHandedOver = true
      stopTimer?.()
      await Promise.race([underWay, new Promise<void>((resolve) => void clock.after(SETTLED_WITHIN_MS, resolve))])
      // Words that have hung so long must not come after those that are handed on.
      patience.abort()
      return isUnkept(note) ? textOf(note) : null
    },
    letGo() {
      isLetGo = true
    },
    goes() {
      if (note.is !== 'open' || !holds()) return
      ask(path, { ...saying(note.text), keepalive: true }).catch(() => undefined) // offline: the browser has asked whether to stay
    },
    holds,
  }
}

function saying(note: string): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ note }) }
}

async function heard(answer: Promise<Response>, what: 'open' | 'keep'): Promise<NoteEvent> {
  try {
    const response = await answer
    if (response.status === 429 || response.status >= 500) return { type: 'unanswered' }
    const { data, error } = await response.json()
    if (response.ok) return what === 'open' ? { type: 'opened', note: data } : { type: 'kept' }
    if (error.code === 'notes-not-possible') return { type: 'impossible', why: 'not-possible' }
    if (error.code === 'note-unreadable') return { type: 'impossible', why: 'unreadable' }
    // Without a session nothing is found out of what is kept; the next try may find one, opened in another window.
    return what === 'open' ? { type: 'unanswered' } : { type: 'refused', sentence: error.fields?.note ?? error.message }
  } catch {
    return { type: 'unanswered' } // offline, cut off, or an answer of something in between
  }
}
