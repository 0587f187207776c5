import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/**
 * What a runner did. `failures`: names of those that failed, to be said once more at the end; `retried`: of those that passed at the second
 * try alone, counted as passed.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: readonly string[], retried?: readonly string[] }} Count
 */

/** Of Vitest's JSON report. @param {string} file @param {number | null} status @returns {Count} */
export function vitestCount(file, status) {
  const result = readReport(file)
  if (!result) return endedEarly('vitest')
  const failures = result.testResults.flatMap((/** @type {any} */ { name, status, assertionResults }) => {
    const failed = assertionResults.filter((/** @type {any} */ test) => test.status === 'failed')
    const place = relative('.', name)
    if (failed.length === 0 && status === 'failed') return [place]
    return failed.map((/** @type {any} */ test) => `${place} › ${test.fullName}`)
  })
  return {
    passed: result.numPassedTests,
    ...failedOf(result.numFailedTests, status, failures),
    skipped: result.numPendingTests + result.numTodoTests,
  }
}

/** Of Playwright's JSON report. @param {string} file @param {number | null} status @returns {Count} */
export function playwrightCount(file, status) {
  const result = readReport(file)
  if (!result?.stats) return endedEarly('playwright')
  const { expected, unexpected, flaky, skipped } = result.stats
  const named = (/** @type {string} */ status) =>
    result.suites.flatMap((/** @type {any} */ suite) => namesOf(suite, status))
  return {
    passed: expected + flaky,
    ...failedOf(unexpected, status, named('unexpected')),
    skipped,
    retried: named('flaky'),
  }
}

/** A file that could not be read or an error outside any test fails the run without a failed test. @param {number} failed @param {number | null} status @param {readonly string[]} failures */
function failedOf(failed, status, failures) {
  return failed === 0 && status !== 0
    ? { failed: 1, failures: failures.length > 0 ? failures : ['an error outside any test'] }
    : { failed, failures }
}

/** Those that ended so. @param {any} suite @param {string} status @returns {string[]} */
function namesOf({ suites = [], specs = [] }, status) {
  const ended = specs.filter((/** @type {any} */ { tests }) =>
    tests.some((/** @type {any} */ one) => one.status === status),
  )
  return [
    ...ended.map((/** @type {any} */ { file, title }) => `${file} › ${title}`),
    ...suites.flatMap((/** @type {any} */ suite) => namesOf(suite, status)),
  ]
}

/** The runner ended before it wrote one. @param {string} runner @returns {Count} */
function endedEarly(runner) {
  return { passed: 0, failed: 1, skipped: 0, failures: [`${runner} ended without a report`] }
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined // said by whoever asked for it
  }
}
