import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const RULES = [...readFileSync('signaling/contract/PROTOCOL.md', 'utf8').matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map(
  ([, id = '']) => id,
)
const QUOTED = new Set(
  readdirSync('tests', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => quotedIn(readFileSync(join('tests', file), 'utf8'))),
)

describe('the rules of PROTOCOL.md', () => {
  test('there are rules to look at', () => {
    expect(RULES.length).toBeGreaterThan(25)
  })

  test('no two have the same ID', () => {
    expect(RULES.filter((id, index) => RULES.indexOf(id) !== index)).toEqual([])
  })

  test.each([...new Set(RULES)])('%s is quoted by a test', (id) => {
    expect([...QUOTED]).toContain(id)
  })

  test('no test quotes a rule that is not there', () => {
    expect([...QUOTED].filter((id) => !RULES.includes(id))).toEqual([])
  })

  test('the reader of tests sees one rule or several at the beginning of a name', () => {
    const text = `test('[R1] one', () => {})\ndescribe("[J2, W1] two", f)\ntest.each(x)(\`[H2][Q1] three\`, f)\nexpect(a[B1]).toBe('C[D4]')`
    expect(quotedIn(text)).toEqual(['R1', 'J2', 'W1', 'H2', 'Q1'])
  })
})

function quotedIn(text: string): string[] {
  return [...text.matchAll(/['"`]((?:\[[A-Z]\d+(?:, ?[A-Z]\d+)*\])+)/g)].flatMap(
    ([, ids = '']) => ids.match(/[A-Z]\d+/g) ?? [],
  )
}
