import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { importTypeScript } from './import-typescript.mjs'
import { writtenCheck } from './written-check.mjs'

/** @typedef {{ schemas: string, schema: string, check: string }} Written where the schema is, and what its check is called */

/** The modules of signaling/contract/ that check a message, by name. @type {Readonly<Record<string, Written>>} */
const CHECKS = {
  'server-message-check.ts': { schemas: 'server-messages.ts', schema: 'ServerMessage', check: 'isServerMessage' },
  'desk-message-check.ts': { schemas: 'desk-messages.ts', schema: 'DeskMessage', check: 'isDeskMessage' },
  'file-frame-check.ts': { schemas: 'file-frames.ts', schema: 'FileFrame', check: 'isFileFrame' },
}

/**
 * In browser bundles each of CHECKS becomes the same check written plainly: a tenth of the weight of TypeBox, and no `eval`, which the
 * content policy forbids.
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
  const schemas = await importTypeScript(schemaFile)
  return writtenCheck(schemas[schema], check)
}
