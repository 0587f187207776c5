import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Person } from './people.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Colours that fade into others are neither: two frames for what begins now, and all of it to its end. */
const STILL = `new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() =>
  Promise.allSettled(document.getAnimations().flatMap((one) => (one instanceof CSSTransition ? [one.finished] : []))))`

/** What axe-core finds on the page as it stands, WCAG 2.2 A and AA and its best practices: nothing. */
export async function expectNoFindings({ page }: Person, where: string): Promise<void> {
  await page.evaluate(STILL)
  const findings = await page.evaluate(`${AXE}; axe.run().then(({ violations }) => violations.map((violation) =>
    violation.id + ': ' + violation.nodes.map((node) => node.target.join(' ')).join(', ')))`)
  expect(findings, where).toEqual([])
}
