import { Compile } from 'typebox/compile'
import { type FileFrame, FileFrame as schema } from './file-frames.ts'

const compiled = Compile(schema)

/** Is this a frame that another page may say? In browser bundles run/compiled-checks.mjs puts plain generated code here. */
export function isFileFrame(value: unknown): value is FileFrame {
  return compiled.Check(value)
}
