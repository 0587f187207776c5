import { defineConfig } from '@playwright/test'

/** Two people in real browsers with real media. Chromium is found by run/browser.mjs; its flags stand in tests/browser/people.ts. */
export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results/browser',
  timeout: 45_000,
  expect: { timeout: 10_000 },
  // Each test makes several video calls' worth of work; two cores carry one test at a time honestly.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
})
