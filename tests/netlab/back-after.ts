import type { Page } from '@playwright/test'
import type { Sight } from './watch-media.ts'
import { sightsOf } from './watch-media.ts'

/** How long after a moment sound and picture arrived again; null: not while anybody looked. */
export interface Back {
  readonly soundMs: number | null
  readonly pictureMs: number | null
}

/** Sound is back with the first packet of which something is heard, the picture with the first new frame. */
export function backAfter(sights: readonly Sight[], since: number): Back {
  const after = (grew: (now: Sight, before: Sight) => boolean) => {
    const found = sights.find((now, index) => {
      const before = sights[index - 1]
      return before !== undefined && now.at >= since && grew(now, before)
    })
    return found === undefined ? null : found.at - since
  }
  return {
    soundMs: after((now, before) => now.audioPackets > before.audioPackets && heard(now) > heard(before)),
    pictureMs: after((now, before) => now.frames > before.frames),
  }
}

/** Looks until both are back. */
export async function untilBack(page: Page, since: number, withinMs: number): Promise<Back> {
  for (;;) {
    const back = backAfter(await sightsOf(page, since), since)
    if ((back.soundMs !== null && back.pictureMs !== null) || Date.now() > since + withinMs) return back
    await new Promise((again) => setTimeout(again, 200))
  }
}

/** The longest time in which nothing grew, of sound and of picture. */
export function longestGap(sights: readonly Sight[]): { soundMs: number; pictureMs: number } {
  const gap = (key: 'audioPackets' | 'frames') => {
    let longest = 0
    let grewAt = sights[0]?.at ?? 0
    sights.forEach((now, index) => {
      if (now[key] > (sights[index - 1]?.[key] ?? now[key])) {
        longest = Math.max(longest, now.at - grewAt)
        grewAt = now.at
      }
    })
    return Math.max(longest, (sights.at(-1)?.at ?? grewAt) - grewAt)
  }
  return { soundMs: gap('audioPackets'), pictureMs: gap('frames') }
}

function heard({ samples, concealed }: Sight): number {
  return samples - concealed
}
