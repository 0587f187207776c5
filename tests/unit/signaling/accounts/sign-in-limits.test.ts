import { expect, test } from 'vitest'
import { createSignInLimits } from '../../../../signaling/accounts/sign-in-limits.ts'

const limits = () => createSignInLimits(() => 0)
const lastWrong = (count: number, take: (index: number) => { ok: boolean }) =>
  Array.from({ length: count }, (_, index) => take(index).ok).at(-1)

test('the sixth wrong password for one name from one address has to wait', () => {
  const { take } = limits()
  expect(lastWrong(5, () => take('ada', '192.0.2.1'))).toBe(true)
  expect(take('ada', '192.0.2.1').ok).toBe(false)
})

test('others are not locked out by it: not the name from elsewhere, not another name from there', () => {
  const { take } = limits()
  lastWrong(6, () => take('ada', '192.0.2.1'))
  expect(take('ada', '192.0.2.2').ok).toBe(true)
  expect(take('grace', '192.0.2.1').ok).toBe(true)
})

test('one address cannot go through many names, nor through its own IPv6 addresses', () => {
  const { take } = limits()
  expect(lastWrong(31, (index) => take(`name-${index}`, `2001:db8::${index}`))).toBe(false)
  expect(take('ada', '2001:db8:0:1::1').ok).toBe(true)
})

test('many addresses share one allowance for a name, and the person it belongs to still gets in from where they were before', () => {
  const { take, succeeded } = limits()
  take('ada', '198.51.100.1')
  succeeded('ada', '198.51.100.1')
  expect(lastWrong(61, (index) => take('ada', `192.0.2.${index}`))).toBe(false)
  expect(take('ada', '198.51.100.1').ok).toBe(true)
})

test('right passwords use nothing up', () => {
  const { take, succeeded } = limits()
  for (let times = 0; times < 200; times += 1) {
    expect(take('ada', '192.0.2.1').ok).toBe(true)
    succeeded('ada', '192.0.2.1')
  }
})
