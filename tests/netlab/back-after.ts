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

/** The longest time that was seen to bring nothing new, of sound and of picture. A page that was too busy to look has seen no gap. */
export function longestGap(sights: readonly Sight[]): { soundMs: number; pictureMs: number } {
  const gap = (key: 'audioPackets' | 'frames') => {
    let longest = 0
    let flatSince: Sight | undefined
    for (const sight of sights) {
      if (flatSince === undefined || sight[key] !== flatSince[key]) flatSince = sight
      longest = Math.max(longest, sight.at - flatSince.at)
    }
    return longest
  }
  return { soundMs: gap('audioPackets'), pictureMs: gap('frames') }
}

function heard({ samples, concealed }: Sight): number {
  return samples - concealed
}
