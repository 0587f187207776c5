import { useEffect, useRef } from 'preact/hooks'
import type { ParticipantId } from '../../signaling/contract/ids.ts'
import { progressWords } from '../call/chat-sentences.ts'
import type { Room } from '../call/core/call-state.ts'
import type { ChatLine, ChatLog } from '../call/core/chat.ts'
import type { FilesView } from '../call/file-sharing.ts'
import { nameIn } from '../call/name-in.ts'
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
  useEffect(() => lines.current?.scrollTo(0, lines.current.scrollHeight), [log.lines.length, files.length])
  const nameOf = (who: ParticipantId) => nameIn(room, who)
  const filesBefore = (place: number) =>
    view === null
      ? []
      : files
          .filter((file) => file.place === place)
          .map((file) => <FileLine key={file.id} file={file} view={view} nameOf={nameOf} />)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <div ref={lines} class="lines" role="log" aria-label="Messages" tabIndex={0}>
      <ol>
        {log.lines.map((line, index) => [
          ...filesBefore(index),
          <Line key={`${line.author === 'other' && line.from} ${line.id}`} line={line} nameOf={nameOf} />,
        ])}
        {filesBefore(log.lines.length)}
      </ol>
    </div>
  )
}

function Line({ line, nameOf }: { line: ChatLine; nameOf: (who: ParticipantId) => string }) {
  return (
    <li class={line.author === 'you' ? 'mine' : 'theirs'}>
      <span class="small">{line.author === 'you' ? `You · ${progressWords(line.progress)}` : nameOf(line.from)}</span>
      <bdi>{line.text}</bdi>
    </li>
  )
}
