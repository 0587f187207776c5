import node from '@astrojs/node'
import { defineConfig, passthroughImageService } from 'astro/config'
import { compiledChecks } from './run/compiled-checks.mjs'
import { islands } from './run/islands.mjs'
import { ownCopies } from './run/own-copies.mjs'
import { plainImports } from './run/plain-imports.mjs'

/** What islands of several pages have in common, in one file: each file more costs more than these small ones weigh. */
const EVERY_ISLAND =
  /node_modules[\\/]preact[\\/]|preload-helper\.js$|src[\\/](call[\\/](clock|page-sentences)\.ts|islands[\\/]((OrCall|use-loaded)\.tsx|wake\.ts|use-(activation|now)\.ts))$/

export default defineConfig({
  output: 'server',
  outDir: './dist/web',
  // The web process hands over requests that it has already measured and cleaned (src/server/main.ts).
  adapter: node({ mode: 'middleware', bodySizeLimit: 64 * 1024 }),
  integrations: [islands()],
  vite: {
    plugins: [compiledChecks(), plainImports(), ownCopies(EVERY_ISLAND)],
    environments: {
      client: {
        build: {
          // 4 % smaller on the wire than the built-in one makes them.
          minify: 'terser',
          terserOptions: { module: true, ecma: 2020, compress: { passes: 4, pure_getters: true, keep_fargs: false } },
          rolldownOptions: {
            output: { codeSplitting: { groups: [{ name: 'preact', test: EVERY_ISLAND }] } },
          },
        },
      },
    },
  },
  session: false,
  image: { service: passthroughImageService() },
  markdown: { syntaxHighlight: false },
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'never' },
  security: {
    // Ours is stricter and knows PUBLIC_URL: signaling/contract/origin.ts, asked by src/server/web-server.ts.
    checkOrigin: false,
    csp: {
      directives: [
        "default-src 'none'",
        "img-src 'self' data:",
        "media-src 'self' blob:",
        // src/middleware.ts adds the WebSocket's address for browsers whose 'self' leaves it out.
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ],
      scriptDirective: { resources: ["'self'"] },
      styleDirective: { resources: ["'self'"] },
    },
  },
})
