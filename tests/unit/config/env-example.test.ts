import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { envExample } from '../../../config/env-example.ts'

test('.env.example says what the table of settings says (npm run env-example writes it)', () => {
  expect(readFileSync('.env.example', 'utf8')).toBe(envExample())
})
