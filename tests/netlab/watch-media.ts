import type { BrowserContext, Page } from '@playwright/test'

/** What a page had received at one moment since it was loaded, over all its connections, those that are closed too. */
export interface Sight {
  /** Wall clock: pages and lab are on one machine. */
  readonly at: number
  readonly audioPackets: number
  /** Samples played, and how many of those were made up because none had come. */
  readonly samples: number
  readonly concealed: number
  readonly frames: number
  /** Of the pair of candidates in use, as last measured; null before. */
  readonly roundTripMs: number | null
  /** How this end sends: `host`, `srflx`, or `relay` with how it speaks to the relay, as in `relay/tls`. Null before. */
  readonly path: string | null
  /** Bedside's own word for how the call stands; null on other pages. */
  readonly phase: string | null
  readonly remoteTiles: number
}

declare global {
  interface Window {
    mediaSights: Sight[]
  }
}

const OFTEN_MS = 50

/** Makes every page of the context look at its own media twenty times a second, or as often as told, without touching what the page does. */
export async function watchMedia(context: BrowserContext, everyMs = OFTEN_MS): Promise<void> {
  await context.addInitScript(lookOnAndOn, everyMs)
}

/** Everything seen from `since` on, with the last sight before it. */
export function sightsOf(page: Page, since: number): Promise<Sight[]> {
  return page.evaluate((from) => {
    const first = window.mediaSights.findIndex(({ at }) => at >= from)
    return first < 0 ? [] : window.mediaSights.slice(Math.max(0, first - 1))
  }, since)
}

/** Runs in the page, before anything of its own. */
function lookOnAndOn(everyMs: number): void {
  const connections: { connection: RTCPeerConnection; last: Counters }[] = []
  interface Counters {
    audioPackets: number
    samples: number
    concealed: number
    frames: number
    roundTripMs: number | null
    path: string | null
  }
  const NOTHING: Counters = { audioPackets: 0, samples: 0, concealed: 0, frames: 0, roundTripMs: null, path: null }
  const Native = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      connections.push({ connection: this, last: NOTHING })
    }
  }
  window.mediaSights = []
  void look()

  async function look(): Promise<void> {
    for (;;) {
      for (const one of connections) one.last = await count(one.connection).catch(() => one.last)
      const sum = (key: 'audioPackets' | 'samples' | 'concealed' | 'frames') =>
        connections.reduce((total, { last }) => total + last[key], 0)
      window.mediaSights.push({
        at: Date.now(),
        audioPackets: sum('audioPackets'),
        samples: sum('samples'),
        concealed: sum('concealed'),
        frames: sum('frames'),
        roundTripMs: connections.at(-1)?.last.roundTripMs ?? null,
        path: connections.at(-1)?.last.path ?? null,
        phase: document.querySelector('[data-phase]')?.getAttribute('data-phase') ?? null,
        remoteTiles: document.querySelectorAll('video[aria-label^="Remote video"]').length,
      })
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
  }

  async function count(connection: RTCPeerConnection): Promise<Counters> {
    const counters = { ...NOTHING }
    if (connection.connectionState === 'closed') throw new Error('closed: what was counted last stands')
    const report = await connection.getStats()
    for (const stat of report.values()) {
      if (stat.type === 'inbound-rtp' && stat.kind === 'audio') {
        counters.audioPackets += stat.packetsReceived ?? 0
        counters.samples += stat.totalSamplesReceived ?? 0
        counters.concealed += stat.concealedSamples ?? 0
      }
      if (stat.type === 'inbound-rtp' && stat.kind === 'video') counters.frames += stat.framesDecoded ?? 0
      const pair = stat.type === 'transport' ? report.get(stat.selectedCandidatePairId) : undefined
      if (pair === undefined) continue
      if (pair.currentRoundTripTime !== undefined) counters.roundTripMs = pair.currentRoundTripTime * 1_000
      const local = report.get(pair.localCandidateId)
      counters.path = local?.relayProtocol ? `${local.candidateType}/${local.relayProtocol}` : local?.candidateType
    }
    return counters
  }
}
