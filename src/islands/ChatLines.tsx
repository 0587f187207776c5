import { useEffect, useRef } from 'preact/hooks'
import { progressWords, WRITER_HAS_LEFT } from '../call/chat-sentences.ts'
import type { Room } from '../call/core/call-state.ts'
import type { ChatLine, ChatLog } from '../call/core/chat.ts'
import type { FilesView } from '../call/file-sharing.ts'
import { FileLine } from './FileLine.tsx'

interface Props {
  readonly log: ChatLog
  readonly view: FilesView | null
  readonly room: Room
}

/** What was written and what was sent, in the order in which it came. */
export function ChatLines({ log, view, room }: Props) {
  const files = view?.sharing.files ?? []
  const lines = useRef<HTMLDivElement>(null)
  // A file's line grows with what becomes of it.
  const steps = files.map((file) => ('state' in file ? file.state.is : '')).join()
  useEffect(() => lines.current?.scrollTo(0, lines.current.scrollHeight), [log.lines.length, files.length, steps])
  const filesBefore = (place: number) =>
    view === null
      ? []
      : files.filter((file) => file.place === place).map((file) => <FileLine key={file.id} file={file} view={view} />)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <div ref={lines} class="lines" role="log" aria-label="Messages" tabIndex={0}>
      <ol>
        {log.lines.map((line, index) => [
          ...filesBefore(index),
          <Line key={`${line.author === 'other' && line.from} ${line.id}`} line={line} room={room} />,
        ])}
        {filesBefore(log.lines.length)}
      </ol>
    </div>
  )
}

function Line({ line, room }: { line: ChatLine; room: Room }) {
  return (
    <li class={line.author === 'you' ? 'mine' : 'theirs'}>
      <span class="small">
        {line.author === 'you' ? `You · ${progressWords(line.progress)}` : nameOf(room, line.from)}
      </span>
      <bdi>{line.text}</bdi>
    </li>
  )
}

/** Who wrote and left meanwhile is not in the room to be asked. */
function nameOf(room: Room, id: string): string {
  return room.others.find(({ participant }) => participant.id === id)?.participant.name ?? WRITER_HAS_LEFT
}
