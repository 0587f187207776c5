import { join } from 'node:path'
import { importTypeScript } from './import-typescript.mjs'

const CHECK = /[\\/]signaling[\\/]contract[\\/]server-message-check\.ts$/

/**
 * In browser bundles signaling/contract/server-message-check.ts becomes the plain function that TypeBox writes for the schema:
 * the same check, a tenth of the weight, and no `eval`, which the content policy forbids.
 * @returns {import('vite').Plugin}
 */
export function compiledChecks() {
  return {
    name: 'bedside:compiled-checks',
    enforce: 'pre',
    async load(id) {
      if (!CHECK.test(id.split('?')[0] ?? '') || this.environment.name !== 'client') return null
      for (const file of ['server-messages.ts', 'client-messages.ts', 'participant.ts', 'ids.ts']) {
        this.addWatchFile(join(id, '..', file))
      }
      return await generatedCheck(join(id, '..', 'server-messages.ts'))
    },
  }
}

/** @param {string} schemaFile the module that exports `ServerMessage`. @returns {Promise<string>} a module that exports `isServerMessage`. */
export async function generatedCheck(schemaFile) {
  const [{ Code }, schemas] = await Promise.all([import('typebox/compile'), importTypeScript(schemaFile)])
  const { Code: code, External: external } = Code(schemas.ServerMessage)
  const variables = external.variables.map((variable) => {
    if (variable instanceof RegExp) return variable.toString()
    throw new Error('A check needs something other than a pattern from outside: teach compiled-checks.mjs to write it.')
  })
  const plain = code
    .replace(/^import .*$/gm, '')
    .replace('let External = []', `const External = [${variables.join(', ')}]`)
    .replace(/export function SetExternal.*$/m, '')
    .replace('export function Check(', 'export function isServerMessage(')
    .replace(/Guard\.CodePointCount\(/g, 'codePoints(')
  const left = /\b(Guard|Hashing)\.\w+/.exec(plain)
  if (left) throw new Error(`A check needs ${left[0]} of TypeBox: teach compiled-checks.mjs to write it.`)
  return `const codePoints = (text) => [...text].length\n${plain}`
}
