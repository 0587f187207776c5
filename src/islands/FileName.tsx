import type { SharedFile } from '../call/core/shared-files.ts'
import { kindAndSize } from '../call/file-sentences.ts'

/** The name as the letters it has, whichever way they are written. */
export function FileName({ file }: { file: Pick<SharedFile, 'name' | 'size'> }) {
  return (
    <>
      <bdi>{file.name}</bdi> ({kindAndSize(file)})
    </>
  )
}
