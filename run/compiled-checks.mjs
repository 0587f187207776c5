import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { importTypeScript } from './import-typescript.mjs'
import { withoutRepeats } from './shared-schemas.mjs'

/** @typedef {{ schemas: string, schema: string, check: string }} Written where the schema is, and what its check is called */

/** The modules of signaling/contract/ that check a message, by name. @type {Readonly<Record<string, Written>>} */
const CHECKS = {
  'server-message-check.ts': { schemas: 'server-messages.ts', schema: 'ServerMessage', check: 'isServerMessage' },
  'desk-message-check.ts': { schemas: 'desk-messages.ts', schema: 'DeskMessage', check: 'isDeskMessage' },
  'file-frame-check.ts': { schemas: 'file-frames.ts', schema: 'FileFrame', check: 'isFileFrame' },
}

/**
 * In browser bundles each of CHECKS becomes the plain function that TypeBox writes for the schema: the same check, a tenth of the
 * weight, and no `eval`, which the content policy forbids.
 * @returns {import('vite').Plugin}
 */
export function compiledChecks() {
  return {
    name: 'bedside:compiled-checks',
    enforce: 'pre',
    async load(id) {
      const file = id.split('?')[0] ?? ''
      const written = /[\\/]signaling[\\/]contract[\\/][\w-]+\.ts$/.test(file) ? CHECKS[basename(file)] : undefined
      if (written === undefined || this.environment.name !== 'client') return null
      const folder = join(file, '..')
      for (const other of readdirSync(folder)) this.addWatchFile(join(folder, other))
      return await generatedCheck(join(folder, written.schemas), written)
    },
  }
}

/**
 * @param {string} schemaFile the module that exports the schema.
 * @param {Pick<Written, 'schema' | 'check'>} written
 * @returns {Promise<string>} a module that exports the check.
 */
export async function generatedCheck(schemaFile, { schema, check }) {
  const [{ Code }, schemas] = await Promise.all([import('typebox/compile'), importTypeScript(schemaFile)])
  const { context, root } = withoutRepeats(schemas[schema])
  const { Code: code, External: external } = Code(context, root)
  const variables = external.variables.map((variable) => {
    if (variable instanceof RegExp) return variable.toString()
    throw new Error('A check needs something other than a pattern from outside: teach compiled-checks.mjs to write it.')
  })
  const plain = code
    .replace(/^import .*$/gm, '')
    .replace('let External = []', `const External = [${variables.join(', ')}]`)
    .replace(/export function SetExternal.*$/m, '')
    .replace('export function Check(', `export function ${check}(`)
    // Who is one of these words is a string.
    .replace(/\(typeof (\S+) === "string" && \1 === ("[\w-]+")\)/g, '$1 === $2')
    .replace(/Guard\.CodePointCount\(/g, 'codePoints(')
  const left = /\b(Guard|Hashing)\.\w+/.exec(plain)
  if (left) throw new Error(`A check needs ${left[0]} of TypeBox: teach compiled-checks.mjs to write it.`)
  return `const codePoints = (text) => [...text].length\n${plain}`
}
