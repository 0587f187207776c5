import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ONLY, ZONES } from './import-table.ts'

const SOURCES = ['config', 'db', 'signaling', 'src'].flatMap(sourcesBelow)
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'"\n;]*?(?:\{[^}]*\}[^'"\n;]*?)?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g

describe('who may import whom', () => {
  test('there are sources to look at', () => {
    expect(SOURCES.length).toBeGreaterThan(40)
  })

  test.each(SOURCES)('%s imports only what its zone may', (file) => {
    const zone = ZONES.find(({ folder }) => file.startsWith(folder))
    if (!zone) throw new Error(`${file} lies in no zone of import-table.ts`)
    const forbidden = importsOf(file).filter((target) => !zone.may.some((allowed) => covers(allowed, target)))
    expect(forbidden).toEqual([])
  })

  test.each(Object.entries(ONLY))('%s is imported by its one door only', (wrapped, doors) => {
    const others = SOURCES.filter((file) => !doors.some((door) => file.startsWith(door)))
    expect(others.filter((file) => importsOf(file).some((target) => covers(wrapped, target)))).toEqual([])
  })

  test('the reader of imports sees every form of them', () => {
    const text = `import a from 'one'\nimport {\n  b,\n  type C,\n} from './two.ts'\nexport { d } from '../three.ts'\nimport 'four'\nconst e = await import('five')`
    expect(specifiersIn(text)).toEqual(['one', './two.ts', '../three.ts', 'four', 'five'])
  })
})

/** The targets of a file's imports: a path from the top for our own, a name for packages. */
function importsOf(file: string): string[] {
  return specifiersIn(readFileSync(file, 'utf8')).map((specifier) =>
    specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier,
  )
}

function specifiersIn(text: string): string[] {
  return [...text.matchAll(IMPORT)].map(([, from, dynamic, bare]) => from ?? dynamic ?? bare ?? '')
}

function covers(allowed: string, target: string): boolean {
  if (allowed.endsWith('/') || allowed.endsWith(':')) return target.startsWith(allowed)
  return (
    target === allowed ||
    (!allowed.includes('.ts') && target.startsWith(`${allowed}/`)) ||
    target.startsWith(`${allowed}:`)
  )
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|astro)$/.test(entry.name))
    .map((entry) => posix.join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}
