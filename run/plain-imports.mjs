/**
 * A dynamic import in the browser is that and nothing more. Vite puts a helper around each that asks for its parts ahead: 1 KB for every
 * page, where what is loaded later is small and has no styles of its own.
 * @returns {import('vite').Plugin}
 */
export function plainImports() {
  return {
    name: 'bedside:plain-imports',
    enforce: 'pre',
    load(id) {
      if (id !== '\0vite/preload-helper.js' || this.environment.name !== 'client') return null
      return 'export const __vitePreload = (load) => load()'
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        if (this.environment.name !== 'client') return
        for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') chunk.code = withoutLists(chunk.code)
      },
    },
  }
}

/** Without the lists of what to ask for ahead, which nobody reads now. @param {string} code */
function withoutLists(code) {
  return code.replace(/^const __vite__mapDeps=.*\n/, '').replace(/,__vite__mapDeps\(\[[\d,]*\]\)/g, '')
}
