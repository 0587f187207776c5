import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ClientMessage } from '../../../signaling/contract/client-messages.ts'
import { DeskMessage, DeskRequest } from '../../../signaling/contract/desk-messages.ts'
import { LIMITS } from '../../../signaling/contract/limits.ts'
import { REASONS } from '../../../signaling/contract/reasons.ts'
import { ServerMessage } from '../../../signaling/contract/server-messages.ts'

const PROTOCOL = readFileSync('signaling/contract/PROTOCOL.md', 'utf8')

test('PROTOCOL.md names every message', () => {
  const types = [...ClientMessage.anyOf, ...ServerMessage.anyOf, ...DeskRequest.anyOf, ...DeskMessage.anyOf].map(
    (schema) => schema.properties.type.const,
  )
  expect(types.filter((type) => !PROTOCOL.includes(`\`${type}\``))).toEqual([])
})

test('PROTOCOL.md has every reason with its close code, and no other', () => {
  const rows = [...PROTOCOL.matchAll(/^\| `([a-z-]+)` \| (\d{4}|–) \|/gm)].map(([, reason, code]) => [reason, code])
  expect(rows).toEqual(
    Object.entries(REASONS).map(([reason, { close }]) => [reason, close === null ? '–' : `${close}`]),
  )
})

test('every limit PROTOCOL.md could mean is a name of limits.ts', () => {
  const named = Object.keys(LIMITS).filter((name) => PROTOCOL.includes(`\`${name}\``))
  const unnamed = Object.keys(LIMITS).filter((name) => !named.includes(name))
  expect(unnamed).toEqual(['candidateLength', 'chatLength'])
})
