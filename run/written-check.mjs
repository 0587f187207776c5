import { withoutRepeats } from './shared-schemas.mjs'

/**
 * What of JSON Schema the contract's messages are made of.
 * @typedef {object} Schema
 * @property {string} [$ref]
 * @property {unknown} [const]
 * @property {readonly unknown[]} [enum]
 * @property {readonly Schema[]} [anyOf]
 * @property {string} [type]
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {number} [minLength]
 * @property {number} [maxLength]
 * @property {string} [pattern]
 * @property {Schema} [items]
 * @property {number} [maxItems]
 * @property {Record<string, Schema>} [properties]
 * @property {readonly string[]} [required]
 * @property {unknown} [additionalProperties]
 */

/** What checks are made of in the browser, each given what it wants and giving a function of a value. Held against TypeBox's own by a property test. */
const WORDS = {
  // An object of these keys and no others; `may`: what it need not have.
  O: `(must, may = {}) => (v) => typeof v == 'object' && v !== null && !Array.isArray(v) && Object.keys(must).every((k) => k in v && must[k](v[k])) && Object.keys(may).every((k) => !(k in v) || may[k](v[k])) && Object.getOwnPropertyNames(v).every((k) => Object.hasOwn(must, k) || Object.hasOwn(may, k))`,
  A: '(each, most) => (v) => Array.isArray(v) && v.every((one) => each(one)) && v.length <= most',
  // Lengths are counted in code points.
  S: "(most, least = 0, like = /(?:)/) => (v) => typeof v == 'string' && v.length <= 2 * most && [...v].length <= most && [...v].length >= least && like.test(v)",
  M: "(like) => (v) => typeof v == 'string' && like.test(v)",
  I: '(least, most = Infinity) => (v) => Number.isInteger(v) && v >= least && v <= most',
  E: '(...words) => (v) => words.includes(v)',
  U: '(...checks) => (v) => checks.some((is) => is(v))',
  B: "(v) => typeof v == 'boolean'",
}

/**
 * A module with the check of a schema, a tenth of the weight of TypeBox, and nothing that the content policy forbids.
 * @param {Schema} schema what the contract's messages are made of; anything else stops the build.
 * @param {string} name what the check is called.
 */
export function writtenCheck(schema, name) {
  const { context, root } = withoutRepeats(schema)
  const words = Object.entries(WORDS).map(([word, is]) => `const ${word} = ${is}`)
  // Each part may ask for others: those are written first.
  const parts = inOrder(context).map(([part, is]) => `const ${part} = ${written(is)}`)
  return [...words, ...parts, `export const ${name} = ${written(root)}`].join('\n')
}

/** @param {Schema} schema @returns {string} */
function written(schema) {
  if (schema.$ref !== undefined) return schema.$ref
  if (schema.const !== undefined) return `E(${JSON.stringify(schema.const)})`
  if (schema.enum !== undefined) return `E(${schema.enum.map((one) => JSON.stringify(one))})`
  if (schema.anyOf !== undefined) return union(schema.anyOf)
  switch (schema.type) {
    case 'null':
      return 'E(null)'
    case 'boolean':
      return only(schema, []) && 'B'
    case 'integer':
      return (
        only(schema, ['minimum', 'maximum']) && `I(${[schema.minimum ?? '-Infinity', schema.maximum ?? []].flat()})`
      )
    case 'string':
      return only(schema, ['minLength', 'maxLength', 'pattern']) && text(schema)
    case 'array':
      return only(schema, ['items', 'maxItems']) && `A(${written(schema.items ?? {})},${schema.maxItems ?? 'Infinity'})`
    case 'object':
      return only(schema, ['properties', 'required', 'additionalProperties']) && object(schema)
  }
  throw new Error(`A check cannot be written of ${JSON.stringify(schema)}: teach written-check.mjs to.`)
}

/** @param {readonly Schema[]} kinds */
function union(kinds) {
  const words = kinds.map((kind) => (kind.type === 'null' ? null : kind.const))
  if (words.every((word) => word !== undefined)) return `E(${words.map((word) => JSON.stringify(word))})`
  return `U(${kinds.map(written)})`
}

/** @param {Schema} schema */
function text({ minLength = 0, maxLength, pattern }) {
  const like = pattern === undefined ? null : String(new RegExp(pattern, 'u'))
  if (maxLength === undefined && minLength === 0) return `M(${like ?? '/(?:)/'})`
  return `S(${[maxLength ?? 'Infinity', like === null ? (minLength === 0 ? [] : minLength) : [minLength, like]].flat()})`
}

/** @param {Schema} schema */
function object({ properties = {}, required = [], additionalProperties }) {
  if (additionalProperties !== false) throw new Error('A check is written of closed objects alone.')
  const entries = Object.entries(properties).map(([key, inner]) => ({ key, is: `${key}:${written(inner)}` }))
  const must = entries.filter(({ key }) => required.includes(key))
  const may = entries.filter(({ key }) => !required.includes(key))
  const shape = (/** @type {{ is: string }[]} */ some) => `{${some.map(({ is }) => is)}}`
  return `O(${shape(must)}${may.length > 0 ? `,${shape(may)}` : ''})`
}

/** Stops the build at a keyword that would go unchecked. @param {Schema} schema @param {string[]} known @returns {true} */
function only(schema, known) {
  const other = Object.keys(schema).find((key) => ![...known, ...NOTES].includes(key))
  if (other !== undefined) throw new Error(`A check cannot be written of "${other}": teach written-check.mjs to.`)
  return true
}

const NOTES = ['type', 'title', 'description']

/** Each part after those it asks for. @param {Record<string, Schema>} context */
function inOrder(context) {
  /** @type {Map<string, Schema>} */
  const done = new Map()
  const visit = (/** @type {string} */ name) => {
    const schema = context[name]
    if (schema === undefined || done.has(name)) return
    for (const [, other] of JSON.stringify(schema).matchAll(/"\$ref":"(\w+)"/g)) visit(String(other))
    done.set(name, schema)
  }
  for (const name of Object.keys(context)) visit(name)
  return [...done]
}
