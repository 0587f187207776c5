import type { AuditLine } from '../../signaling/contract/admin.ts'

/** What was done, to follow who did it: "Grace Hopper" "created an account". Keys are AuditAction's of db/records.ts, held by a test. */
export const AUDIT_WORDS: Readonly<Record<string, string>> = {
  'administrator-created': 'became the first administrator',
  'person-created': 'created an account',
  'person-changed': 'changed an account',
  'person-disabled': 'disabled an account',
  'person-enabled': 'enabled an account',
  'password-reset': 'reset a password',
  'password-changed': 'changed their own password',
  'meeting-ended': 'ended a meeting',
  'meetings-listed': 'looked at the list of meetings',
  'meetings-exported': 'downloaded meetings',
  'audit-read': 'read the audit trail',
  'system-checked': 'looked at the system’s state',
  'personal-parts-deleted': 'deleted the personal parts of old meetings',
}

export function auditWords({ action }: Pick<AuditLine, 'action'>): string {
  return AUDIT_WORDS[action] ?? action
}

/** Where what it was done to can be seen; null when it was done to nothing in particular. */
export function auditTarget({ action, target }: Pick<AuditLine, 'action' | 'target'>): string | null {
  if (target === null) return null
  return action.startsWith('meeting') || action === 'personal-parts-deleted'
    ? `/admin/meetings/${target}`
    : `/admin/people#person-${target}`
}
