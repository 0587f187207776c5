import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRouteMatcher } from '../../signaling/api/route-match.ts'
import { ROUTES } from '../../signaling/contract/routes.ts'

const match = createRouteMatcher(ROUTES)
const piece = fc.oneof(
  fc.constantFrom('', '.', '..', 'api', 'meetings', 'call', 'ticket', '%61pi', '%2e%2e', '%2F', 'create-meeting', '//'),
  fc.string({ unit: 'binary', maxLength: 12 }),
)

test('no path makes the matcher throw, and what matches is written exactly as its route', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('GET', 'POST', 'PUT', 'constructor'),
      fc.array(piece, { maxLength: 8 }),
      (method, pieces) => {
        const path = `/${pieces.join('/')}`
        const found = match(method, path)
        if (!found || !('name' in found)) return
        const route = ROUTES[found.name]
        const filled = route.path.replace(/:(\w+)/g, (_, name: string) => found.params[name] ?? '?')
        expect(path).toBe(filled)
        expect(method).toBe(route.method)
        expect(path).not.toMatch(/%|\/\/|\.\./)
      },
    ),
    { numRuns: 2_000 },
  )
})
