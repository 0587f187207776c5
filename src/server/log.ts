import type { Settings } from '../../config/settings.ts'

/** One JSON object a line. Never a name, a code, a session, an address or a path with a secret in it. */
export interface Log {
  info(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void
  error(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void
}

export function createLog(level: Settings['logLevel'], write: (line: string) => void): Log {
  const line =
    (as: 'info' | 'error'): Log['info'] =>
    (event, facts = {}) =>
      write(`${JSON.stringify({ at: new Date().toISOString(), level: as, from: 'web', event, ...facts })}\n`)
  const silent = () => undefined
  return {
    info: level === 'info' ? line('info') : silent,
    error: level === 'silent' ? silent : line('error'),
  }
}

/** Where it happened, without what it was about: messages may quote what somebody wrote. */
export function placeOf(fault: unknown): { fault: string; place: string } {
  if (!(fault instanceof Error)) return { fault: typeof fault, place: '' }
  const frames = (fault.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    fault: fault.name,
    place: frames
      .slice(0, 6)
      .map((frame) => frame.trim())
      .join(' | '),
  }
}
