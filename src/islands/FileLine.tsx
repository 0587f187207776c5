import type { ParticipantId } from '../../signaling/contract/ids.ts'
import { fileKey, type ReceivedFile, type SentFile, type SharedFile } from '../call/core/shared-files.ts'
import {
  kindAndSize,
  LINE_INTERRUPTED,
  mayRun,
  PROGRAM_WARNING,
  receivingWords,
  refusedWords,
  sendingWords,
} from '../call/file-sentences.ts'
import type { FilesView } from '../call/file-sharing.ts'

interface Props<F extends SharedFile> {
  readonly file: F
  readonly view: FilesView
  readonly nameOf: (who: ParticipantId) => string
}

/** A file in the chat: from the question to "Save", or why not. */
export function FileLine({ file, view, nameOf }: Props<SharedFile>) {
  return (
    <li class={file.author === 'other' ? 'theirs' : 'mine'}>
      <span class="small">{file.author === 'other' ? nameOf(file.from) : 'You'}</span>
      <div class="file">
        {file.author === 'you' && <Sent file={file} view={view} nameOf={nameOf} />}
        {file.author === 'other' && <Received file={file} view={view} nameOf={nameOf} />}
        {file.author === 'nobody' && (
          <p role="alert">
            <FileName file={file} /> {refusedWords(file)}
          </p>
        )}
      </div>
    </li>
  )
}

function Sent({ file, view, nameOf }: Props<SentFile>) {
  const isOpen = file.to.some(({ state: { is } }) => is === 'asked' || is === 'sending')
  return (
    <>
      <p>
        <FileName file={file} />
      </p>
      {file.to.map(({ who, state }) => (
        <div key={who}>
          {state.is === 'sending' ? (
            <Progress
              words={`Sending to ${nameOf(who)}`}
              file={file}
              bytes={state.had}
              isPaused={view.sharing.peers.get(who)?.line !== 'greeted'}
            />
          ) : (
            sendingWords(state, nameOf(who))
          )}
        </div>
      ))}
      {isOpen && (
        <button type="button" onClick={() => view.act.callOff(file.id)}>
          Cancel
        </button>
      )}
    </>
  )
}

function Received({ file, view, nameOf }: Props<ReceivedFile>) {
  const { from, id, state } = file
  const name = nameOf(from)
  const isPaused = view.sharing.peers.get(from)?.line !== 'greeted'
  const url = view.urls.get(fileKey(from, id))
  return (
    <>
      <p>
        {state.is === 'asked' && `${name} wants to send you `}
        <FileName file={file} />
      </p>
      {state.is === 'asked' && (
        <>
          {isPaused && LINE_INTERRUPTED}
          <div class="answers">
            <button type="button" onClick={() => view.act.accept(from, id)}>
              Accept
            </button>
            <button type="button" onClick={() => view.act.decline(from, id)}>
              Decline
            </button>
          </div>
        </>
      )}
      {state.is === 'receiving' && (
        <>
          <Progress words={`Receiving from ${name}`} file={file} bytes={state.got} isPaused={isPaused} />
          <button type="button" onClick={() => view.act.giveUp(from, id)}>
            Cancel
          </button>
        </>
      )}
      {state.is === 'whole' && url !== undefined && (
        <>
          {mayRun(file.name) && <p>{PROGRAM_WARNING}</p>}
          <a class="button" href={url} download={file.name}>
            Save
          </a>
        </>
      )}
      {receivingWords(state, name)}
    </>
  )
}

/** The name as the letters it has, whichever way they are written. */
export function FileName({ file }: { file: Pick<SharedFile, 'name' | 'size'> }) {
  return (
    <>
      <bdi>{file.name}</bdi> ({kindAndSize(file)})
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
