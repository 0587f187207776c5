/** What is hydrated on its own, and the one large part that only some on a page load: what it shares with the rest would be one file more for all. */
const ENTRY = /[\\/]src[\\/]islands[\\/](\w+Island|DoctorsDesk)\.tsx(\?|$)/
const OURS = /[\\/](src|signaling)[\\/][^?]+\.tsx?$/

/**
 * Each island gets its own copy of what it shares with the islands of other pages. Otherwise each shared part is a file of its own, and a
 * first visit pays for headers and a worse compression with every one; hardly anybody visits two of these pages.
 * @param {RegExp} everyIsland what stays shared.
 * @returns {import('vite').Plugin}
 */
export function ownCopies(everyIsland) {
  return {
    name: 'bedside:own-copies',
    enforce: 'pre',
    apply: 'build',
    async resolveId(source, importer, options) {
      const island = importer && islandOf(importer)
      if (!island || this.environment.name !== 'client') return null
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true })
      if (!resolved || resolved.external || !OURS.test(resolved.id) || everyIsland.test(resolved.id)) return resolved
      return { ...resolved, id: `${resolved.id}?of=${island}` }
    },
  }
}

/** @param {string} id */
function islandOf(id) {
  return ENTRY.exec(id)?.[1] ?? id.split('?of=')[1]
}
