import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { findBrowser } from '../../run/browser.mjs'
import { type MinimalServer, startMinimalServer } from '../bench/minimal-server.ts'
import { type Coturn, startCoturn, whyNoCoturn } from '../support/coturn.ts'
import { ENDS, type End, SERVER_ADDRESS } from './hosts.ts'
import { type KillableBedside, startKillableBedside } from './killable-bedside.ts'
import { type Lab, labHere } from './lab.ts'

/** Bedside with its relay, the pages it is measured against, and a browser at either end. */
export interface World {
  readonly lab: Lab
  readonly bedside: KillableBedside
  /** Null where there is no coturn on this machine. */
  readonly coturn: Coturn | null
  readonly minimal: MinimalServer
  readonly restarting: MinimalServer
  readonly browsers: Readonly<Record<End, Browser>>
  close(): Promise<void>
}

const FLAGS = [
  '--no-sandbox',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--disable-background-networking',
  // The relay's certificate is signed by itself.
  '--ignore-certificate-errors',
]
/** The well-known ones: nothing else runs on these hosts. */
const RELAY_PORTS = { plain: 3478, tls: 443 }

export async function openWorld(): Promise<World> {
  const lab = labHere()
  const folder = await mkdtemp(join(tmpdir(), 'bedside-netlab-'))
  const coturn = whyNoCoturn() === null ? await startCoturn({ address: SERVER_ADDRESS, ports: RELAY_PORTS }) : null
  const [bedside, minimal, restarting] = await Promise.all([
    startKillableBedside({ HOST: SERVER_ADDRESS, PLAIN_HTTP: 'allowed', ...coturn?.env }),
    startMinimalServer('tests/bench/minimal-page.html', SERVER_ADDRESS),
    startMinimalServer('tests/netlab/restarting-page.html', SERVER_ADDRESS),
  ])
  const origins = [bedside, minimal, restarting].map(({ url }) => url).join(',')
  const launch = async (end: End) =>
    chromium.launch({
      executablePath: await browserAt(lab, end, folder),
      args: [...FLAGS, `--unsafely-treat-insecure-origin-as-secure=${origins}`],
    })
  const browsers = { doc: await launch('doc'), pat: await launch('pat') }
  return {
    lab,
    bedside,
    coturn,
    minimal,
    restarting,
    browsers,
    async close() {
      await Promise.all(Object.values(browsers).map((browser) => browser.close()))
      await Promise.all([bedside.stop(), minimal.stop(), restarting.stop(), coturn?.stop()])
      await rm(folder, { recursive: true, force: true })
      for (const end of ENDS) lab.mend(end)
    },
  }
}

/** A program that is Chromium on that host, for Playwright, which talks to it over a pipe. */
async function browserAt(lab: Lab, end: End, folder: string): Promise<string> {
  const browser = findBrowser()
  if (!browser) throw new Error('no Chromium on this machine')
  const file = join(folder, `chromium-${end}`)
  await writeFile(file, `#!/bin/sh\nexec ${lab.on(end, browser).join(' ')} "$@"\n`)
  await chmod(file, 0o755)
  return file
}
