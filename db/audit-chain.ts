import type { AuditRecord } from './records.ts'

/** What the first line names as the one before it. */
export const CHAIN_START = '0'.repeat(64)

export type Sha256 = (text: string) => string

type Unhashed = Omit<AuditRecord, 'hash'>

/** The line with its hash: SHA-256 of its parts in this order, as JSON, the hash of the line before among them. */
export function chained(line: Unhashed, sha256: Sha256): AuditRecord {
  return { ...line, hash: sha256(hashed(line)) }
}

function hashed({ schema, seq, at, actor, action, target, detail, previousHash }: Unhashed): string {
  return JSON.stringify([schema, seq, at, actor, action, target, detail, previousHash])
}

/** Where a chain breaks, or null when it holds. `before` is the line the first one follows, null at the start. */
export function brokenAt(before: AuditRecord | null, lines: readonly AuditRecord[], sha256: Sha256): number | null {
  let previous = { seq: before?.seq ?? 0, hash: before?.hash ?? CHAIN_START }
  for (const line of lines) {
    const holds =
      line.seq === previous.seq + 1 && line.previousHash === previous.hash && line.hash === sha256(hashed(line))
    if (!holds) return line.seq
    previous = line
  }
  return null
}
