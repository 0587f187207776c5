import { defineConfig } from '@playwright/test'

/** Faults under calls between two hosts. Runs inside the network lab that run/test.mjs makes; what is measured there would be spoilt by company. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/netlab',
  timeout: 90_000,
  workers: 1,
  retries: 1,
  forbidOnly: true,
  reporter: [['list']],
})
