import { useEffect, useRef, useState } from 'preact/hooks'
import { NO_LINES_YET, progressWords, WRITER_HAS_LEFT } from '../call/chat-sentences.ts'
import type { Room } from '../call/core/call-state.ts'
import type { ChatLog } from '../call/core/chat.ts'

interface Props {
  readonly log: ChatLog
  readonly room: Room
  /** In characters. */
  readonly longest: number
  readonly write: (text: string) => void
  readonly close: () => void
}

export function ChatPanel({ log, room, longest, write, close }: Props) {
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const lines = useRef<HTMLDivElement>(null)
  useEffect(() => input.current?.focus(), [])
  useEffect(() => lines.current?.scrollTo(0, lines.current.scrollHeight), [log.lines.length])
  const send = (event: Event) => {
    event.preventDefault()
    const line = text.trim()
    if (line !== '') write(line)
    setText('')
  }
  return (
    <section class="chat" aria-label="Written messages">
      <div class="chat-head">
        <h2>Chat</h2>
        <button type="button" class="quiet" onClick={close}>
          Close
        </button>
      </div>
      {log.lines.length === 0 && <p class="small">{NO_LINES_YET}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <div ref={lines} class="lines" role="log" aria-label="Messages" tabIndex={0}>
        <ol>
          {log.lines.map((line) => (
            <li
              key={`${line.author === 'other' && line.from} ${line.id}`}
              class={line.author === 'you' ? 'mine' : 'theirs'}
            >
              <span class="small">
                {line.author === 'you' ? `You · ${progressWords(line.progress)}` : nameOf(room, line.from)}
              </span>
              <bdi>{line.text}</bdi>
            </li>
          ))}
        </ol>
      </div>
      <form onSubmit={send}>
        <label for="message">Message</label>
        <input
          ref={input}
          id="message"
          value={text}
          maxLength={longest}
          autocomplete="off"
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <button type="submit">Send</button>
      </form>
    </section>
  )
}

/** Who wrote and left meanwhile is not in the room to be asked. */
function nameOf(room: Room, id: string): string {
  return room.others.find(({ participant }) => participant.id === id)?.participant.name ?? WRITER_HAS_LEFT
}
