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
  }
}
