import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import type { RecordKind } from '../../db/migrations.ts'

/**
 * An archive is a text file of JSON lines: this header, each record with its kind, and a trailer that says how many there are of each
 * kind and what they hash to. Who reads it knows at the trailer, and not before, that it is whole.
 */
const closed = { additionalProperties: false } as const

/** In the order in which they are written: an account before what is its own. */
export const KINDS = ['account', 'session', 'meeting', 'invite', 'audit'] as const satisfies readonly RecordKind[]

const Kind = Type.Union([
  Type.Literal('account'),
  Type.Literal('session'),
  Type.Literal('meeting'),
  Type.Literal('invite'),
  Type.Literal('audit'),
])
const Tally = Type.Object(
  { count: Type.Integer({ minimum: 0 }), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) },
  closed,
)
const Tallies = Type.Object({ account: Tally, session: Tally, meeting: Tally, invite: Tally, audit: Tally }, closed)
/** Of each kind: how many, and SHA-256 over all of them in the order of their keys. */
export type Tallies = Static<typeof Tallies>

const ArchiveLine = Type.Union([
  Type.Object({ bedside: Type.Literal('archive'), version: Type.Literal(1) }, closed),
  Type.Object({ kind: Kind, record: Type.Unknown() }, closed),
  Type.Object({ trailer: Tallies }, closed),
])
export type ArchiveLine = Static<typeof ArchiveLine>

const validator = Compile(ArchiveLine)

/** Null: no line of an archive that this version knows. */
export function readLine(written: string): ArchiveLine | null {
  try {
    const line: unknown = JSON.parse(written)
    return validator.Check(line) ? line : null
  } catch {
    return null // cut off in the middle, or no archive at all
  }
}

export function writeLine(line: ArchiveLine): string {
  return `${canonical(line)}\n`
}

/** JSON in which the order of keys does not depend on which store a record comes from. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
}
