import { expect, test } from 'vitest'
import { createPasswords } from '../../../../signaling/accounts/passwords.ts'

const passwords = await createPasswords({ atOnce: 1, waiting: 2 })

test('a hash is argon2id with at least the parameters OWASP names, and salted', async () => {
  const hash = await passwords.hash('correct horse battery')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await passwords.hash('correct horse battery')).not.toBe(hash)
})

test('the right password is right, another is not, and nobody has any', async () => {
  const hash = await passwords.hash('correct horse battery')
  expect(await passwords.isRight(hash, 'correct horse battery')).toBe(true)
  expect(await passwords.isRight(hash, 'correct horse batterz')).toBe(false)
  expect(await passwords.isRight(null, 'correct horse battery')).toBe(false)
})

test('an accent is the same whether the keyboard sends it as one sign or as two', async () => {
  const hash = await passwords.hash('caf\u00e9 au lait')
  expect(await passwords.isRight(hash, 'cafe\u0301 au lait')).toBe(true)
})

test('one hash runs at a time, two wait, and whoever comes then is told so at once', async () => {
  const asked = Array.from({ length: 5 }, () => passwords.isRight(null, 'whatever it is'))
  expect(await Promise.all(asked)).toEqual([false, false, false, 'busy', 'busy'])
  expect(await passwords.isRight(null, 'whatever it is')).toBe(false)
})
