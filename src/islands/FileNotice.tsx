import { fileKey } from '../call/core/shared-files.ts'
import type { FilesView } from '../call/file-sharing.ts'
import { FileName } from './FileName.tsx'

interface Props {
  readonly view: FilesView
  readonly openChat: () => void
}

/** The question whether somebody may send a file, where the chat is closed. */
export function FileNotice({ view, openChat }: Props) {
  return (
    <>
      {view.sharing.files.map((file) => {
        if (file.author !== 'other' || file.state.is !== 'asked') return null
        const { from, id, sender } = file
        return (
          <div key={fileKey(from, id)} class="knock" role="alert">
            <span>
              {sender} wants to send you <FileName file={file} />
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
            <button
              type="button"
              onClick={({ currentTarget }) => {
                currentTarget.closest<HTMLElement>('.visit')?.focus()
                view.act.decline(from, id)
              }}
            >
              Decline
            </button>
          </div>
        )
      })}
    </>
  )
}
