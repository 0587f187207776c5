import { Compile } from 'typebox/compile'
import { MeetingFilter } from '../../signaling/contract/admin.ts'

type Field = keyof MeetingFilter
const FIELDS: readonly Field[] = ['from', 'to', 'doctor', 'state', 'outcome', 'order']
const check = Compile(MeetingFilter)

/** What the address says of the list. A part that cannot be read is left out and told, never guessed. */
export interface AskedMeetings {
  readonly filter: MeetingFilter
  readonly after: string | null
  /** By the field's name in the form. */
  readonly problems: Readonly<Partial<Record<Field, string>>>
}

export function readMeetingFilter(query: URLSearchParams): AskedMeetings {
  const problems: Partial<Record<Field, string>> = {}
  let filter: MeetingFilter = {}
  for (const field of FIELDS) {
    const value = query.get(field)?.trim() ?? ''
    if (value === '') continue
    const wider: unknown = { ...filter, [field]: value }
    if (check.Check(wider) && isDayThatExists(field, value)) filter = wider
    else problems[field] = SHOULD_BE[field]
  }
  if (filter.from !== undefined && filter.to !== undefined && filter.from > filter.to) {
    problems.to = 'The last day should not be before the first one.'
  }
  return { filter, after: query.get('after') || null, problems }
}

const SHOULD_BE: Readonly<Record<Field, string>> = {
  from: 'The first day should look like 2026-11-24.',
  to: 'The last day should look like 2026-11-24.',
  doctor: 'This doctor is not known.',
  state: 'This state is not known.',
  outcome: 'This outcome is not known.',
  order: 'This order is not known.',
}

/** The pattern lets the 31st of February through. */
function isDayThatExists(field: Field, value: string): boolean {
  if (field !== 'from' && field !== 'to') return true
  const at = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}

/** An address with the same filter: the list's own, another page of it, or the file with all of it. */
export function filterLink(path: string, filter: MeetingFilter, after: string | null = null): string {
  const query = new URLSearchParams()
  for (const field of FIELDS) {
    const value = filter[field]
    if (value !== undefined && !(field === 'order' && value === 'newest')) query.set(field, value)
  }
  if (after !== null) query.set('after', after)
  return query.size === 0 ? path : `${path}?${query}`
}
