import { FILE_LIMITS } from '../../../signaling/contract/file-limits.ts'

/** What a name may not do: turn the writing around it, hide letters, or break a line. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu
const LONGEST_ENDING = 12

/** A file's name as it is shown and saved: no folders, nothing unseen, no dot or blank at either end, bounded, never empty. */
export function cleanFileName(name: string): string {
  const own = name.split(/[\\/]/).at(-1) ?? ''
  const clean = own
    .replace(UNSEEN, '')
    .replace(/\s/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  return shortened(clean) || 'file'
}

/** In lower case, without the dot; empty: none. */
export function endingOf(name: string): string {
  return /[^.]\.([\p{L}\p{N}]+)$/u.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** The ending stays: it says what opens the file. */
function shortened(name: string): string {
  if (name.length <= FILE_LIMITS.name) return name
  const ending = endingOf(name)
  const kept = ending === '' || ending.length > LONGEST_ENDING ? '' : `….${ending}`
  return `${whole(name.slice(0, FILE_LIMITS.name - kept.length))}${kept}`
}

/** Without half a letter at its end. */
function whole(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '')
}
