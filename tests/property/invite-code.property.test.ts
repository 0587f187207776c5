import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCode, showCode } from '../../signaling/invites/code.ts'
import { hashOf, systemRandom } from '../../signaling/random.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const code = fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 12, maxLength: 12 })

test('whatever way people write a code, the same one is read', () => {
  const layout = fc.constantFrom('', ' ', '-', '–', ' - ', '.')
  const looks = (letter: string) =>
    letter === '0' ? ['0', 'o', 'O'] : letter === '1' ? ['1', 'i', 'I', 'l', 'L'] : [letter, letter.toLowerCase()]
  const written = code.chain((right) =>
    fc
      .tuple(...[...right].map((letter) => fc.tuple(fc.constantFrom(...looks(letter)), layout)))
      .map((pieces) => ({ right, typed: pieces.flat().join('') })),
  )
  fc.assert(
    fc.property(written, ({ right, typed }) => {
      expect(readCode(typed)).toBe(right)
      expect(readCode(showCode(right))).toBe(right)
    }),
  )
})

test('reading never throws, and what it reads is a code', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
      const read = readCode(typed)
      expect(read === null || /^[0-9A-HJKMNP-TV-Z]{12}$/.test(read)).toBe(true)
    }),
  )
})

test('new codes and ids have the form their readers expect, and differ', () => {
  const codes = Array.from({ length: 500 }, () => systemRandom.code())
  expect(codes.map(readCode)).toEqual(codes)
  expect(new Set(codes).size).toBe(codes.length)
  const letters = new Set(codes.join(''))
  expect(letters.size).toBe(32)
  for (const id of Array.from({ length: 100 }, () => systemRandom.id())) expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{12}$/)
  expect(systemRandom.secret()).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(hashOf('a')).toBe('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb')
})
