import { fileKey, type ReceivedFile } from '../call/core/shared-files.ts'
import { LAST_FILES } from '../call/file-sentences.ts'
import type { FilesView } from '../call/file-sharing.ts'
import { FileName } from './FileName.tsx'
import { SaveFile } from './SaveFile.tsx'

/** The call is over, and there is something that nobody has saved. */
export function LastFiles({ view, go }: { view: FilesView; go: () => void }) {
  const files = view.sharing.files.filter(
    (file): file is ReceivedFile => file.author === 'other' && file.state.is === 'whole',
  )
  return (
    <div class="end-page card">
      <h1>Goodbye</h1>
      <p role="alert">{LAST_FILES}</p>
      <ul class="last-files">
        {files.map((file) => (
          <li key={fileKey(file.from, file.id)} class="file">
            <p>
              <FileName file={file} />
            </p>
            <SaveFile file={file} view={view} />
          </li>
        ))}
      </ul>
      <button type="button" onClick={go}>
        Go on
      </button>
    </div>
  )
}
