import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FILE_LIMITS } from '../../../../signaling/contract/file-limits.ts'
import { decodePiece, encodePiece } from '../../../../src/call/core/file-piece.ts'

const file = 'k'.repeat(16)

describe('[F3] a piece of a file', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(fc.nat(4_294_967_295), fc.uint8Array({ minLength: 1, maxLength: 300 }), (from, drawn) => {
        const bytes = new Uint8Array(drawn)
        expect(decodePiece(encodePiece({ file, from, bytes }))).toEqual({ file, from, bytes })
      }),
    )
  })

  test('is none when it has no bytes, too many, or a name that no page makes', () => {
    const piece = (length: number, name = file) =>
      decodePiece(encodePiece({ file: name, from: 0, bytes: new Uint8Array(length) }))
    expect(piece(0)).toBeNull()
    expect(piece(FILE_LIMITS.piece)).not.toBeNull()
    expect(piece(FILE_LIMITS.piece + 1)).toBeNull()
    expect(piece(1, `../${'k'.repeat(13)}`)).toBeNull()
  })

  test('is none for any few bytes, and never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const piece = decodePiece(new Uint8Array(bytes).buffer)
        expect(piece === null || bytes.length > 20).toBe(true)
      }),
    )
  })
})
