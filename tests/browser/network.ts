import type { Person } from './people.ts'

/** A line as slow as this, both ways, for everything that goes over HTTP. */
export async function slowLine({ page }: Person, kbps: number, latencyMs = 80): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  const bytesPerSecond = (kbps * 1000) / 8
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: latencyMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  })
}

/** Lets the check of the line begin and come no further until told: on loopback it is over before anybody has looked. */
export function holdCheck(person: Person): Promise<() => void> {
  return hold(person, '**/api/check/echo')
}

/** The call page's script does not arrive until told, as on a thin line. */
export function holdCallScript(person: Person): Promise<() => void> {
  return hold(person, '**/_astro/CallIsland*.js')
}

async function hold({ page }: Person, what: string): Promise<() => void> {
  const { promise, resolve } = withResolvers()
  await page.route(what, async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

/** What the page keeps with the visit, as soon as it does. */
export async function keptVerdict({ page }: Person): Promise<string> {
  const response = await page.waitForResponse((one) => /\/api\/call\/\w+\/check$/.test(one.url()))
  const { data } = await response.json()
  return data.verdict
}

/** Requests that measured the line by the clinic's server. */
export function countEchoes({ page }: Person): () => number {
  let echoes = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/api/check/echo')) echoes += 1
  })
  return () => echoes
}
