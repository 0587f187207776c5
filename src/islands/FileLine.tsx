import type { ReceivedFile, SentFile, SharedFile } from '../call/core/shared-files.ts'
import { LINE_INTERRUPTED, receivingWords, refusedWords, sendingWords } from '../call/file-sentences.ts'
import { FileName } from './FileName.tsx'
import { SaveFile } from './SaveFile.tsx'

// With what accepts files, so that it is there when the network is gone.
export { LastFiles } from './LastFiles.tsx'

import type { FilesView } from '../call/file-sharing.ts'

interface Props<F extends SharedFile> {
  readonly file: F
  readonly view: FilesView
}

/** A file in the chat: from the question to "Save", or why not. */
export function FileLine({ file, view }: Props<SharedFile>) {
  return (
    <li class={file.author === 'other' ? 'theirs' : 'mine'} tabIndex={-1}>
      <span class="small">{file.author === 'other' ? file.sender : 'You'}</span>
      <div class="file">
        {file.author === 'you' && <Sent file={file} view={view} />}
        {file.author === 'other' && <Received file={file} view={view} />}
        {file.author === 'nobody' && (
          <p role="alert">
            <FileName file={file} /> {refusedWords(file)}
          </p>
        )}
      </div>
    </li>
  )
}

function Sent({ file, view }: Props<SentFile>) {
  const isOpen = file.to.some(({ state: { is } }) => is === 'asked' || is === 'sending')
  return (
    <>
      <p>
        <FileName file={file} />
      </p>
      {file.to.map(({ who, name, state }) => (
        <div key={who}>
          {state.is === 'sending' ? (
            <Progress
              words={`Sending to ${name}`}
              file={file}
              bytes={state.had}
              isPaused={view.sharing.peers.get(who)?.line !== 'greeted'}
            />
          ) : (
            sendingWords(state, name)
          )}
        </div>
      ))}
      {isOpen && <Press words="Cancel" act={() => view.act.callOff(file.id)} />}
    </>
  )
}

function Received({ file, view }: Props<ReceivedFile>) {
  const { from, id, sender, state } = file
  const isPaused = view.sharing.peers.get(from)?.line !== 'greeted'
  return (
    <>
      <p>
        {state.is === 'asked' && `${sender} wants to send you `}
        <FileName file={file} />
      </p>
      {state.is === 'asked' && (
        <>
          {isPaused && LINE_INTERRUPTED}
          <Press words="Accept" act={() => view.act.accept(from, id)} />
          <Press words="Decline" act={() => view.act.decline(from, id)} />
        </>
      )}
      {state.is === 'receiving' && (
        <>
          <Progress words={`Receiving from ${sender}`} file={file} bytes={state.got} isPaused={isPaused} />
          <Press words="Cancel" act={() => view.act.giveUp(from, id)} />
        </>
      )}
      {state.is === 'whole' && <SaveFile file={file} view={view} />}
      {receivingWords(state, sender)}
    </>
  )
}

interface ProgressProps {
  readonly words: string
  readonly file: SharedFile
  readonly bytes: number
  readonly isPaused: boolean
}

/** Without a number in words: the log would read each one aloud. */
function Progress({ words, file, bytes, isPaused }: ProgressProps) {
  return (
    <>
      {words}
      <progress aria-label={`${words}: ${file.name}`} value={bytes} max={file.size} />
      {isPaused && LINE_INTERRUPTED}
    </>
  )
}

/** It goes away when it is pressed: keyboard and reader stay at its file. */
function Press({ words, act }: { words: string; act: () => void }) {
  return (
    <button
      type="button"
      class={words === 'Accept' ? undefined : 'second'}
      onClick={({ currentTarget }) => {
        currentTarget.closest('li')?.focus()
        act()
      }}
    >
      {words}
    </button>
  )
}
