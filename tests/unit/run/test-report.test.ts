import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { playwrightCount, vitestCount } from '../../../run/test-report.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedside-report-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function report(content: object): string {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

const spec = (title: string, status: 'expected' | 'unexpected' | 'flaky') => ({
  title,
  file: 'call.test.ts',
  tests: [{ status }],
})
const FILE = resolve('tests/unit/a.test.ts')
const passed = { status: 'passed', fullName: 'adds up' }
const failed = { status: 'failed', fullName: 'sums carry over' }

test('of Vitest each failed test is named with its file', () => {
  const file = report({
    numPassedTests: 1,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults: [{ name: FILE, status: 'failed', assertionResults: [passed, failed] }],
  })
  expect(vitestCount(file, 1)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 2,
    failures: ['tests/unit/a.test.ts › sums carry over'],
  })
})

test('a file that could not be read is a failure, and so is an error outside any test', () => {
  const counts = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 }
  const unread = { name: FILE, status: 'failed', assertionResults: [] }
  expect(vitestCount(report({ ...counts, testResults: [unread] }), 1)).toMatchObject({
    failed: 1,
    failures: ['tests/unit/a.test.ts'],
  })
  const read = { name: FILE, status: 'passed', assertionResults: [passed] }
  expect(vitestCount(report({ ...counts, testResults: [read] }), 1)).toMatchObject({
    failed: 1,
    failures: ['an error outside any test'],
  })
  expect(vitestCount(report({ ...counts, testResults: [read] }), 0)).toMatchObject({ failed: 0, failures: [] })
})

test('of Playwright each failed test is named with its file, however deep in describes', () => {
  const file = report({
    stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 3 },
    suites: [{ specs: [spec('they meet', 'expected')], suites: [{ specs: [spec('they part', 'unexpected')] }] }],
  })
  expect(playwrightCount(file, 1)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 3,
    failures: ['call.test.ts › they part'],
    retried: [],
  })
})

test('what Playwright saw pass at the second try alone is counted as passed, and named', () => {
  const file = report({
    stats: { expected: 1, unexpected: 0, flaky: 1, skipped: 0 },
    suites: [{ specs: [spec('they meet', 'expected'), spec('they part', 'flaky')] }],
  })
  expect(playwrightCount(file, 0)).toEqual({
    passed: 2,
    failed: 0,
    skipped: 0,
    failures: [],
    retried: ['call.test.ts › they part'],
  })
})

test('a runner that ended without a report has failed', () => {
  const nowhere = join(folder, 'none.json')
  for (const count of [vitestCount(nowhere, 1), playwrightCount(nowhere, null)]) {
    expect(count).toMatchObject({ passed: 0, failed: 1 })
    expect(count.failures).toHaveLength(1)
  }
})
