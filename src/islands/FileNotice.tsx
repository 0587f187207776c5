import type { Room } from '../call/core/call-state.ts'
import { fileKey } from '../call/core/shared-files.ts'
import type { FilesView } from '../call/file-sharing.ts'
import { nameIn } from '../call/name-in.ts'
import { FileName } from './FileLine.tsx'

interface Props {
  readonly view: FilesView
  readonly room: Room
  readonly openChat: () => void
}

/** The question whether somebody may send a file, where the chat is closed. */
export function FileNotice({ view, room, openChat }: Props) {
  return (
    <>
      {view.sharing.files.map((file) => {
        if (file.author !== 'other' || file.state.is !== 'asked') return null
        const { from, id } = file
        return (
          <div key={fileKey(from, id)} class="knock" role="alert">
            <span>
              {nameIn(room, from)} wants to send you <FileName file={file} />
            </span>
            <button
              type="button"
              onClick={() => {
                view.act.accept(from, id)
                openChat()
              }}
            >
              Accept
            </button>
            <button type="button" onClick={() => view.act.decline(from, id)}>
              Decline
            </button>
          </div>
        )
      })}
    </>
  )
}
