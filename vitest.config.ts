import { defineConfig } from 'vitest/config'

/** Three kinds of tests, by what they need: nothing, the built signaling process, or the built web process as well. */
export default defineConfig({
  test: {
    // The processes under test and their tests share the machine: more at once would only measure each other.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['tests/{unit,property}/**/*.test.ts'],
          // What is pure needs no module graph of its own for each file.
          isolate: false,
          // Hundreds of whole calls take some seconds, and several times that where the machine is busy.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'processes',
          include: ['tests/{contract,process}/**/*.test.ts'],
          exclude: ['tests/process/web-*.test.ts'],
          globalSetup: ['tests/support/build-signaling.ts', 'tests/support/find-mongo.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'web',
          include: ['tests/process/web-*.test.ts'],
          globalSetup: ['tests/support/build-all.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
