import { describe, expect, test } from 'vitest'
import { inServersWords } from '../../../../db/mongo/server-schema.ts'
import { RECORD_SCHEMAS } from '../../../../db/record-checks.ts'

/** What MongoDB's `$jsonSchema` knows, of what is used here: any other word makes it refuse the whole schema. */
const WORDS = new Set(
  'bsonType required properties additionalProperties items minItems maxItems minimum anyOf enum'.split(' '),
)

function wordsIn(schema: unknown): string[] {
  const told: Record<string, unknown> = Object(schema)
  const below = [
    ...Object.values(Object(told['properties'])),
    ...(told['items'] === undefined ? [] : [told['items']]),
    ...(Array.isArray(told['anyOf']) ? told['anyOf'] : []),
  ]
  return [...Object.keys(told), ...below.flatMap(wordsIn)]
}

describe('a record’s schema in the server’s words', () => {
  test.each(Object.entries(RECORD_SCHEMAS))('of %s has no word the server does not know', (_, schema) => {
    expect(wordsIn(inServersWords(schema)).filter((word) => !WORDS.has(word))).toEqual([])
  })

  test('keeps keys, types and closed lists', () => {
    expect(inServersWords(RECORD_SCHEMAS.invite)).toEqual({
      bsonType: 'object',
      additionalProperties: false,
      required: ['schema', 'codeHash', 'roomId', 'participantId', 'createdAt', 'expiresAt'],
      properties: {
        schema: { enum: [1] },
        codeHash: { bsonType: 'string' },
        roomId: { bsonType: 'string' },
        participantId: { bsonType: 'string' },
        createdAt: { bsonType: ['int', 'long', 'double'], minimum: 0 },
        expiresAt: { bsonType: ['int', 'long', 'double'], minimum: 0 },
      },
    })
  })

  test('a kind of schema that has no word is a fault, not a hole', () => {
    expect(() => inServersWords({ type: 'bigint' })).toThrow('No word')
  })
})
