import type { ClientMessage } from '../../signaling/contract/client-messages.ts'
import type { ClinicNote, NoteId } from '../../signaling/contract/clinic-note.ts'
import type { Millis } from '../../signaling/contract/ids.ts'
import type { ServerMessageOf } from '../../signaling/contract/server-messages.ts'
import type { Clock } from './clock.ts'

/** What somebody who waits knows. `place`: how many people are before them. Both null until the server said. */
export interface WaitingView {
  readonly since: Millis | null
  readonly place: number | null
  /** Sent back before the door. */
  readonly held: boolean
  readonly notes: readonly ClinicNote[]
  /** Notes of ours without a receipt, oldest first. */
  readonly unsaid: readonly Unsaid[]
}

export interface Unsaid {
  readonly id: NoteId
  readonly text: string
}

/** The wait before somebody is met: its place, and the notes between them and the clinic. */
export interface Waiting {
  view(): WaitingView
  write(text: string): void
  heard(message: ServerMessageOf<'waiting' | 'queue' | 'note'>): void
  /** What was on its way may be lost. */
  lineIsBack(): void
  /** The server asked for patience and dropped a note. */
  slowDown(): void
}

export interface WaitingPorts {
  readonly clock: Clock
  readonly newId: (length: number) => string
  /** False: the line is down, it was not said. */
  readonly send: (message: ClientMessage) => boolean
  readonly changed: () => void
}

const ID_LENGTH = 16
/** A little more than one note takes in the server's count (LIMITS.note): who was told once and keeps to it is never told again. */
const PATIENCE_MS = 6_000

/** One note at a time is on its way, so that each is there when the next one comes, and a bad line cannot make them too many. */
export function createWaiting(ports: WaitingPorts): Waiting {
  let view: WaitingView = { since: null, place: null, held: false, notes: [], unsaid: [] }
  let onItsWay: NoteId | null = null
  let pauseMs = 0
  let isPausing = false

  function change(part: Partial<WaitingView>): void {
    view = { ...view, ...part }
    ports.changed()
  }

  function sayNext(): void {
    const [next] = view.unsaid
    if (next === undefined || onItsWay !== null || isPausing) return
    if (ports.send({ type: 'note', ...next })) onItsWay = next.id
  }

  function sayNextLater(): void {
    onItsWay = null
    if (pauseMs === 0 || isPausing) {
      sayNext()
      return
    }
    isPausing = true
    ports.clock.after(pauseMs, () => {
      isPausing = false
      sayNext()
    })
  }

  function noted(note: ClinicNote): void {
    const known = view.notes.some(({ id, from }) => id === note.id && from === note.from)
    change({
      notes: known ? view.notes : [...view.notes, note],
      unsaid: note.from === 'person' ? view.unsaid.filter(({ id }) => id !== note.id) : view.unsaid,
    })
    if (note.id === onItsWay) sayNextLater()
  }

  function lineIsBack(): void {
    onItsWay = null
    sayNext()
  }

  return {
    view: () => view,
    write(text) {
      change({ unsaid: [...view.unsaid, { id: ports.newId(ID_LENGTH), text }] })
      sayNext()
    },
    heard(message) {
      switch (message.type) {
        case 'waiting': {
          const { since, place, held, notes } = message
          const said = new Set(notes.map(({ id }) => id))
          change({ since, place, held, notes, unsaid: view.unsaid.filter(({ id }) => !said.has(id)) })
          lineIsBack()
          break
        }
        case 'queue':
          change({ place: message.place, held: message.held })
          break
        case 'note':
          noted(message.note)
      }
    },
    lineIsBack,
    slowDown() {
      if (onItsWay === null) return
      pauseMs = PATIENCE_MS
      sayNextLater()
    },
  }
}
