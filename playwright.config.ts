import { defineConfig } from '@playwright/test'

/** Two people in real browsers with real media. Chromium is found by run/browser.mjs; its flags stand in tests/browser/people.ts. */
export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results/browser',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // Tests wait for pictures more than they compute; two at a time is what two cores carry.
  workers: 2,
  fullyParallel: true,
  // docs/decisions/0031: named at the end of the run, and looked into.
  retries: 1,
  forbidOnly: true,
  reporter: [['list']],
})
