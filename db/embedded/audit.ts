import { createHash } from 'node:crypto'
import { CHAIN_START, chained } from '../audit-chain.ts'
import type { Audit } from '../port.ts'
import type { AuditRecord } from '../records.ts'
import type { Database } from './database.ts'
import { auditDocument } from './documents.ts'

export function auditReads(db: Database) {
  const below = db.prepare('SELECT document FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?')
  const above = db.prepare('SELECT document FROM audit WHERE seq > ? ORDER BY seq LIMIT ?')
  const lines = (rows: readonly { document?: unknown }[]) => rows.map((row) => auditDocument.read(row.document))
  return {
    'audit.page': ({ before, limit }: Parameters<Audit['page']>[0]): AuditRecord[] =>
      lines(below.all(before ?? Number.MAX_SAFE_INTEGER, limit)),
    'audit.from': ({ after, limit }: Parameters<Audit['from']>[0]): AuditRecord[] => lines(above.all(after, limit)),
  }
}

export function auditWrites(db: Database) {
  const reads = auditReads(db)
  const insert = db.prepare('INSERT INTO audit (seq, document) VALUES (?, ?)')
  return {
    /** The writer's transaction lets nobody in between reading the last line and adding to it. */
    'audit.append': ({ at, actor, action, target, detail }: Parameters<Audit['append']>[0]): AuditRecord => {
      const [last] = reads['audit.page']({ before: null, limit: 1 })
      const seq = (last?.seq ?? 0) + 1
      const previousHash = last?.hash ?? CHAIN_START
      const line = chained({ schema: 1, seq, at, actor, action, target, detail, previousHash }, sha256)
      insert.run(line.seq, auditDocument.write(line))
      return line
    },
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
