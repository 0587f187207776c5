/** Shorter ones weigh less written out than asked for. */
const WORTH_SHARING = 60

/** @typedef {import('typebox').TSchema} Schema */

/**
 * The same schema with each part that stands in it more than once written once and referred to. A check made of it has one function for
 * the part instead of its text at each place.
 * @param {Schema} schema
 * @returns {{ context: Record<string, Schema>, root: Schema }}
 */
export function withoutRepeats(schema) {
  /** @type {Map<string, number>} */
  const seen = new Map()
  count(schema, seen)
  /** @type {Map<string, string>} */
  const names = new Map()
  for (const [text, times] of seen) if (times > 1 && text.length >= WORTH_SHARING) names.set(text, `Part${names.size}`)
  const context = Object.fromEntries([...names].map(([text, name]) => [name, refer(JSON.parse(text), names, true)]))
  return { context, root: refer(JSON.parse(JSON.stringify(schema)), names, true) }
}

/** @param {unknown} value @param {Map<string, number>} seen */
function count(value, seen) {
  if (typeof value !== 'object' || value === null) return
  if (isSchema(value)) {
    const text = JSON.stringify(value)
    const times = (seen.get(text) ?? 0) + 1
    seen.set(text, times)
    // What stands inside of something shared is written once already.
    if (times > 1) return
  }
  for (const inner of Object.values(value)) count(inner, seen)
}

/** @param {any} value @param {Map<string, string>} names @param {boolean} isRoot @returns {any} */
function refer(value, names, isRoot = false) {
  if (typeof value !== 'object' || value === null) return value
  const name = isRoot || !isSchema(value) ? undefined : names.get(JSON.stringify(value))
  if (name !== undefined) return { $ref: name }
  if (Array.isArray(value)) return value.map((inner) => refer(inner, names))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, refer(inner, names)]))
}

/** A schema, not the record of an object's properties. @param {object} value */
function isSchema(value) {
  return 'type' in value && typeof value.type === 'string' ? true : 'anyOf' in value && Array.isArray(value.anyOf)
}
