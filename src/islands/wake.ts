import { type ComponentType, h, hydrate } from 'preact'

/**
 * What Astro runs for each island, in the place of the integration's own: islands here are given plain values, no signals and no slots, so
 * that neither signals nor what carries slots is loaded by anybody.
 */
export default function wake(element: Element) {
  return (Island: ComponentType<object>, props: object): void => {
    // Not drawn by the server means that drawing failed there; Astro has said so.
    if (element.hasAttribute('ssr')) hydrate(h(Island, props), element)
  }
}
