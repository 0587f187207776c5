import './node-version.mjs'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Bundles the signaling process and the store's worker: TypeScript to what Node runs, packages left where they are. */
export async function buildSignaling() {
  const esbuild = await import('esbuild')
  // Parts are named after what is in them: those of the build before would stay.
  rmSync('dist/signaling', { recursive: true, force: true })
  await esbuild.build(SIGNALING)
}

/**
 * Builds the pages, islands and styles with Astro, then the web process around them, then the compressed copies. The new build takes
 * the old one's place in one step, so that a server that runs meanwhile never serves half of each.
 */
export async function buildWeb() {
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1'
  process.env['NODE_ENV'] ??= 'production'
  const next = `dist/web-${process.pid}`
  const [astro, esbuild] = await Promise.all([import('astro'), import('esbuild')])
  try {
    await astro.build({ root: '.', outDir: `./${next}`, logLevel: 'warn' })
    await esbuild.build({
      ...node,
      entryPoints: { main: 'src/server/main.ts' },
      outdir: next,
      external: [...(node.external ?? []), './server/entry.mjs'],
    })
    const { precompress } = await import('./precompress.mjs')
    await precompress(`${next}/client`)
    rmSync('dist/web', { recursive: true, force: true })
    renameSync(next, 'dist/web')
  } finally {
    rmSync(next, { recursive: true, force: true })
  }
}

/** Does again what the sources have outdated, and nothing else. */
export async function ensureBuilt() {
  await ifStale('signaling', ['config', 'db', 'signaling'], buildSignaling)
  await ifStale('web', ['config', 'signaling/contract', 'src', 'public', 'astro.config.mjs'], buildWeb)
}

/** @type {import('esbuild').BuildOptions} */
const node = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Packages with binaries stay where they are, and so does the driver that only some installations load; bundling the rest makes a
  // process start in a fifth of the time.
  external: ['libsql', 'mongodb', 'nodemailer', 'uWebSockets.js', '@node-rs/argon2'],
  // Bundled CommonJS asks for `require`, which ES modules do not have.
  banner: {
    js: "import { createRequire as bedsideRequire } from 'node:module'; const require = bedsideRequire(import.meta.url);",
  },
  sourcemap: true,
  logLevel: 'error',
}

/** @type {import('esbuild').BuildOptions} */
export const SIGNALING = {
  ...node,
  entryPoints: {
    main: 'signaling/main.ts',
    'store-worker': 'db/embedded/worker.ts',
    seed: 'signaling/seed/seed-command.ts',
    'audit-verify': 'signaling/audit/verify-command.ts',
    'turn-check': 'signaling/turn/check-command.ts',
    export: 'signaling/archive/export-command.ts',
    import: 'signaling/archive/import-command.ts',
  },
  outdir: 'dist/signaling',
  // What is imported when it is needed stays apart, and its packages with it.
  splitting: true,
}

/** @param {string} name @param {string[]} sources @param {() => Promise<void>} build */
async function ifStale(name, sources, build) {
  const stamp = `dist/.${name}-built-from`
  const now = fingerprint([
    ...sources,
    'package-lock.json',
    'run/build.mjs',
    'run/precompress.mjs',
    'run/compiled-checks.mjs',
    'run/islands.mjs',
    'run/own-copies.mjs',
    'run/plain-imports.mjs',
    'run/shared-schemas.mjs',
    'run/written-check.mjs',
  ])
  if (readOr(stamp) === now) return
  console.error(`Building ${name} …`)
  await build()
  mkdirSync('dist', { recursive: true })
  writeFileSync(stamp, now)
}

/** @param {string[]} paths */
function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap(filesBelow).sort()) hash.update(file).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  try {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) => filesBelow(join(path, entry.name)))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOTDIR') return [path]
    if (code === 'ENOENT') return []
    throw error
  }
}

/** @param {string} file */
function readOr(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // never built: the stamp is not there
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { ensureInstalled } = await import('./install.mjs')
  ensureInstalled()
  await ensureBuilt()
}
