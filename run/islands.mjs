import preact from '@astrojs/preact'

/**
 * The Preact integration with src/islands/wake.ts in the place of its own start in the browser.
 * @returns {import('astro').AstroIntegration}
 */
export function islands() {
  const integration = preact()
  const setUp = integration.hooks['astro:config:setup']
  return {
    ...integration,
    hooks: {
      ...integration.hooks,
      'astro:config:setup': (options) =>
        setUp?.({
          ...options,
          addRenderer: (renderer) => options.addRenderer({ ...renderer, clientEntrypoint: '/src/islands/wake.ts' }),
        }),
    },
  }
}
