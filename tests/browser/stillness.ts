import type { Person } from './people.ts'

declare global {
  interface Window {
    moves: string[]
  }
}

/**
 * Watches, from the next page on, whether anything that can be pressed moves once it can be: a press on what has just moved goes nowhere.
 * The answer lists what moved by more than two pixels, from where and to where, in CSS pixels from the page's upper left corner.
 */
export async function watchMoves({ context, page }: Person): Promise<() => Promise<string[]>> {
  await context.addInitScript(() => {
    window.moves = []
    const last = new WeakMap<Element, { x: number; y: number }>()
    const look = () => {
      for (const one of document.querySelectorAll('button:enabled, select:enabled, input:enabled, a[href]')) {
        const { left, top, width } = one.getBoundingClientRect()
        if (width === 0) continue
        const at = { x: Math.round(left + scrollX), y: Math.round(top + scrollY) }
        const was = last.get(one) ?? at
        last.set(one, at)
        const name = one.textContent || one.parentElement?.textContent
        if (Math.hypot(at.x - was.x, at.y - was.y) > 2)
          window.moves.push(`${name}: ${was.x},${was.y} to ${at.x},${at.y}`)
      }
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  return () => page.evaluate(() => window.moves)
}
