import type { Page } from '@playwright/test'
import { ENDS, type End } from './hosts.ts'
import { sightsOf, watchMedia } from './watch-media.ts'
import type { World } from './world.ts'

/** Ours, the least a call can be, and that with a socket and an ICE restart that come back. */
export const PAGES = ['bedside', 'minimal', 'restarting'] as const
export type PageKind = (typeof PAGES)[number]

/** Doctor and patient, each at a host of their own, past "Join call". */
export interface LabCall {
  readonly pages: Readonly<Record<End, Page>>
  /** When the patient's page was opened. */
  readonly openedAt: number
  close(): Promise<void>
}

export interface CallOptions {
  readonly relayOnly?: boolean
  /** Both join with the camera off. Ours alone. */
  readonly soundOnly?: boolean
  /** Twenty times a second unless told otherwise. */
  readonly lookEveryMs?: number
}

const SETTLED_MS = 3_000

export async function startCall(world: World, kind: PageKind, options: CallOptions = {}): Promise<LabCall> {
  const pages = { doc: await newPage(world, 'doc', options), pat: await newPage(world, 'pat', options) }
  const openedAt =
    kind === 'bedside' ? await startOurs(world, pages, options) : await startTheirs(world[kind].url, pages)
  return {
    pages,
    openedAt,
    async close() {
      for (const end of ENDS) await pages[end].context().close()
    },
  }
}

/** Resolves when sound and picture, or sound alone, have come to both ends for a while. */
export async function settled(call: LabCall, withinMs = 30_000, what: 'all' | 'sound' = 'all'): Promise<void> {
  await Promise.all(
    ENDS.map((end) =>
      call.pages[end].waitForFunction(
        ([forMs, withPicture]) => {
          const first = window.mediaSights.find(
            ({ frames, audioPackets }) => (frames > 0 || !withPicture) && audioPackets > 0,
          )
          return first !== undefined && Date.now() - first.at > forMs
        },
        [SETTLED_MS, what === 'all'] as const,
        { polling: 100, timeout: withinMs },
      ),
    ),
  )
}

/** How many pictures of others each end shows. */
export async function remoteTiles(call: LabCall): Promise<Record<End, number>> {
  const tiles = async (end: End) => (await sightsOf(call.pages[end], Date.now() - 1_000)).at(-1)?.remoteTiles ?? 0
  return { doc: await tiles('doc'), pat: await tiles('pat') }
}

async function newPage(world: World, end: End, { lookEveryMs }: CallOptions): Promise<Page> {
  const context = await world.browsers[end].newContext({ viewport: { width: 1280, height: 800 } })
  await watchMedia(context, lookEveryMs)
  return context.newPage()
}

async function startOurs(
  { bedside }: World,
  { doc, pat }: LabCall['pages'],
  { relayOnly = false, soundOnly = false }: CallOptions,
): Promise<number> {
  const join = async (page: Page) => {
    if (soundOnly) await page.getByRole('button', { name: 'Turn camera off' }).click()
    await page.getByRole('button', { name: 'Join call' }).click()
  }
  await doc.goto(bedside.doctorUrl())
  const created = await doc.context().request.post(`${bedside.url}/create-meeting`, {
    data: { title: 'A visit in the lab', relayOnly },
  })
  const { data } = await created.json()
  await doc.goto(bedside.url + data.callUrl)
  await join(doc)
  await doc.locator('[data-phase="waiting"]').waitFor()
  await pat.goto(data.invites[0].url)
  await pat.getByLabel('Your name').fill('Paul')
  await pat.getByRole('checkbox').check()
  await Promise.all([pat.waitForURL(/\/call\//), pat.getByRole('button', { name: 'Continue' }).click()])
  await join(pat)
  return await pat.evaluate(() => performance.timeOrigin)
}

/** The second may come when the first has said that it is there: they would offer both otherwise. */
async function startTheirs(url: string, { doc, pat }: LabCall['pages']): Promise<number> {
  const said = doc.waitForEvent('websocket').then((socket) => socket.waitForEvent('framesent'))
  await doc.goto(url)
  await said
  await pat.goto(url)
  return await pat.evaluate(() => performance.timeOrigin)
}
