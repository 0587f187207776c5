import { createRequire } from 'node:module'

interface Pixels {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
}

// By `require`: what an import of this old bundle gives depends on who loads it.
const jsqr: (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null = createRequire(
  import.meta.url,
)('jsqr')

/** What a telephone's camera would read off this picture; null when it finds nothing. */
export function readQr({ data, width, height }: Pixels): string | null {
  return jsqr(data, width, height)?.data ?? null
}
