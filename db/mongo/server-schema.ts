/** A JSON schema as far as it stays the same in every dialect. */
type JsonSchema = Readonly<Record<string, unknown>>

/**
 * A record's schema in the words of MongoDB's `$jsonSchema`, which has no `const`, no `integer`, and counts and matches text in ways of
 * its own: so types, keys and closed lists are kept, lengths and patterns left to our own check, which comes first in any case.
 * https://www.mongodb.com/docs/manual/reference/operator/query/jsonSchema/
 */
export function inServersWords(schema: object): JsonSchema {
  const told: JsonSchema = { ...schema }
  const { anyOf, items, minItems, maxItems, minimum, required, properties, additionalProperties } = told
  if (Array.isArray(anyOf)) return { anyOf: anyOf.map((one: unknown) => inServersWords(Object(one))) }
  if ('const' in told) return { enum: [told['const']] }
  switch (told['type']) {
    case 'object':
      return {
        bsonType: 'object',
        ...(Array.isArray(required) ? { required: [...required] } : {}),
        properties: Object.fromEntries(
          Object.entries(Object(properties)).map(([name, one]) => [name, inServersWords(Object(one))]),
        ),
        ...(additionalProperties === false ? { additionalProperties } : {}),
      }
    case 'array':
      return { bsonType: 'array', items: inServersWords(Object(items)), ...given({ minItems, maxItems }) }
    case 'integer':
      // Numbers beyond 32 bits come as doubles from JavaScript.
      return { bsonType: ['int', 'long', 'double'], ...given({ minimum }) }
    case 'boolean':
      return { bsonType: 'bool' }
    case 'null':
    case 'string':
      return { bsonType: told['type'] }
    default:
      throw new TypeError(`No word of the server's for ${JSON.stringify(told['type'])}.`)
  }
}

function given(limits: Readonly<Record<string, unknown>>): JsonSchema {
  return Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined))
}
