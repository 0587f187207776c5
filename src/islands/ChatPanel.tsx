import { useEffect, useRef, useState } from 'preact/hooks'
import { NO_LINES_YET } from '../call/chat-sentences.ts'
import type { Room } from '../call/core/call-state.ts'
import type { ChatLog } from '../call/core/chat.ts'
import { FILES_NOT_LOADED, NOBODY_TO_SEND_TO, SEND_A_FILE } from '../call/file-sentences.ts'
import type { FileSharing, FilesView } from '../call/file-sharing.ts'
import { ChatLines } from './ChatLines.tsx'

interface Props {
  readonly log: ChatLog
  /** Null while there are none. */
  readonly view: FilesView | null
  readonly room: Room
  /** In characters. */
  readonly longest: number
  readonly write: (text: string) => void
  readonly files: () => Promise<FileSharing>
  readonly close: () => void
}

export function ChatPanel({ log, view, room, longest, write, files, close }: Props) {
  const [text, setText] = useState('')
  const [trouble, setTrouble] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const send = (event: Event) => {
    event.preventDefault()
    const line = text.trim()
    if (line !== '') write(line)
    setText('')
  }
  const share = (list: FileList | undefined) => {
    const chosen = [...(list ?? [])]
    const isAlone = room.others.length === 0
    setTrouble(isAlone ? NOBODY_TO_SEND_TO : '')
    if (chosen.length === 0 || isAlone) return
    files().then(
      (sharing) => void sharing.offer(chosen),
      () => setTrouble(FILES_NOT_LOADED),
    )
  }
  /** Files that are pasted or dropped are for sending, not for the browser to open in the page's place. */
  const take = (event: Event, data: DataTransfer | null) => {
    if (!data?.types.includes('Files')) return
    event.preventDefault()
    if (event.type !== 'dragover') share(data.files)
  }
  return (
    <section
      class="chat"
      aria-label="Written messages"
      onPaste={(event) => take(event, event.clipboardData)}
      onDragOver={(event) => take(event, event.dataTransfer)}
      onDrop={(event) => take(event, event.dataTransfer)}
    >
      <div class="chat-head">
        <h2>Chat</h2>
        <button type="button" class="quiet" onClick={() => picker.current?.click()}>
          {SEND_A_FILE}
        </button>
        <button type="button" class="quiet" onClick={close}>
          Close
        </button>
      </div>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={SEND_A_FILE}
        onChange={({ currentTarget }) => {
          share(currentTarget.files ?? undefined)
          // The same file may be chosen again.
          currentTarget.value = ''
        }}
      />
      {trouble !== '' && (
        <p class="small" role="alert">
          {trouble}
        </p>
      )}
      {log.lines.length === 0 && view === null && <p class="small">{NO_LINES_YET}</p>}
      <ChatLines log={log} view={view} room={room} />
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
