import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { NOTE_LENGTH } from '../../../../signaling/contract/visit.ts'
import { createNoteSeal } from '../../../../signaling/notes/note-seal.ts'

const ROOM = '0123456789ab'
const NOTE = 'Knee: better.\nمراجعة بعد أسبوعين 🦵'

describe('a sealed note', () => {
  const seal = createNoteSeal(randomBytes(32))

  test('is opened by its key for its room, and shows nothing of what it says', () => {
    const sealed = seal.seal(ROOM, NOTE)
    expect(seal.open(ROOM, sealed)).toBe(NOTE)
    expect(sealed).not.toContain('Knee')
    expect(Buffer.from(sealed.slice(2), 'base64url').toString('latin1')).not.toContain('Knee')
  })

  test('looks different each time it is sealed', () => {
    const often = new Set(Array.from({ length: 100 }, () => seal.seal(ROOM, NOTE)))
    expect(often.size).toBe(100)
  })

  test('is not opened by another key', () => {
    expect(createNoteSeal(randomBytes(32)).open(ROOM, seal.seal(ROOM, NOTE))).toBeNull()
  })

  test("is not opened when it stands in another meeting's record", () => {
    expect(seal.open('ba9876543210', seal.seal(ROOM, NOTE))).toBeNull()
  })

  test('is not opened once any bit of it is another', () => {
    const sealed = seal.seal(ROOM, 'short')
    const bytes = Buffer.from(sealed.slice(2), 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const turned = Buffer.from(bytes)
      turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      expect(seal.open(ROOM, `1.${turned.toString('base64url')}`)).toBeNull()
    }
  })

  test('cut short, empty, or of another version opens nothing', () => {
    const sealed = seal.seal(ROOM, NOTE)
    for (let length = 0; length < sealed.length; length += 1)
      expect(seal.open(ROOM, sealed.slice(0, length))).toBeNull()
    expect(seal.open(ROOM, `2${sealed.slice(1)}`)).toBeNull()
  })

  test('of the longest note there may be fits into its record', () => {
    expect(seal.seal(ROOM, '語'.repeat(NOTE_LENGTH)).length).toBeLessThanOrEqual(24_000)
    expect(seal.seal(ROOM, '🦵'.repeat(NOTE_LENGTH)).length).toBeLessThanOrEqual(24_000)
  })
})
