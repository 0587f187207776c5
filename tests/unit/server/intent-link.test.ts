import { expect, test } from 'vitest'
import { intentLink } from '../../../src/server/intent-link.ts'

test('an Android link names address and scheme, and keeps the code behind the address’s own #', () => {
  const link = intentLink('https://visits.example.org/join#7K3M-Q2XR-9TFA')
  // As Android reads it: from the last # on.
  const at = link.lastIndexOf('#')
  expect(link.slice(0, at)).toBe('intent://visits.example.org/join#7K3M-Q2XR-9TFA')
  const [head, ...parts] = link.slice(at + 1).split(';')
  expect([head, parts.at(-1)]).toEqual(['Intent', 'end'])
  expect(parts).toContain('scheme=https')
  expect(intentLink('http://localhost:4321/join')).toMatch(/^intent:\/\/localhost:4321\/join#Intent;scheme=http;/)
})
