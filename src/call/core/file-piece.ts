import { FILE_LIMITS } from '../../../signaling/contract/file-limits.ts'

/** A part of a file on its way: 16 letters that name the file, 4 bytes (big-endian) where it begins, and the bytes. */
export interface Piece {
  readonly file: string
  readonly from: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

const NAME_BYTES = 16
const HEAD_BYTES = NAME_BYTES + 4

export function encodePiece({ file, from, bytes }: Piece): ArrayBuffer {
  const frame = new Uint8Array(HEAD_BYTES + bytes.length)
  for (let index = 0; index < NAME_BYTES; index += 1) frame[index] = file.charCodeAt(index)
  new DataView(frame.buffer).setUint32(NAME_BYTES, from)
  frame.set(bytes, HEAD_BYTES)
  return frame.buffer
}

/** Null: no piece of a file. The bytes are those of the frame, not a copy. */
export function decodePiece(frame: ArrayBuffer): Piece | null {
  const length = frame.byteLength - HEAD_BYTES
  if (length < 1 || length > FILE_LIMITS.piece) return null
  const file = String.fromCharCode(...new Uint8Array(frame, 0, NAME_BYTES))
  if (!/^[0-9a-z]{16}$/.test(file)) return null
  return { file, from: new DataView(frame).getUint32(NAME_BYTES), bytes: new Uint8Array(frame, HEAD_BYTES) }
}
