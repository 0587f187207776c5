import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as esbuild from 'esbuild'

/** Bundles a TypeScript module and imports it: for scripts that need a table from the sources. @param {string} file */
export async function importTypeScript(file) {
  const folder = await mkdtemp(join(process.cwd(), 'node_modules', '.bedside-'))
  try {
    const outfile = join(folder, 'module.mjs')
    await esbuild.build({
      entryPoints: [file],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'error',
    })
    return await import(pathToFileURL(outfile).href)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
