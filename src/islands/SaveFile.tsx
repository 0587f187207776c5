import { fileKey, type ReceivedFile } from '../call/core/shared-files.ts'
import { mayRun, PROGRAM_WARNING } from '../call/file-sentences.ts'
import type { FilesView } from '../call/file-sharing.ts'

/** Saves, whatever it is, and opens nothing. */
export function SaveFile({ file, view }: { file: ReceivedFile; view: FilesView }) {
  const { from, id, name } = file
  return (
    <>
      {mayRun(name) && <p>{PROGRAM_WARNING}</p>}
      <a
        class="button"
        href={view.urls.get(fileKey(from, id))}
        download={name}
        onClick={() => view.act.saved(from, id)}
      >
        Save
      </a>
    </>
  )
}
