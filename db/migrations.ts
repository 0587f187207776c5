/**
 * Records carry the version of their shape. A step brings a record of one version to the next; the first brings version 1 to 2.
 * Adapters apply them to whatever they read, so that a shape can change without rewriting a million records first.
 * Never change a step that was released: add one.
 */
export type Step = (record: Record<string, unknown>) => Record<string, unknown>

export type RecordKind = 'account' | 'session' | 'meeting' | 'invite' | 'audit'

export const STEPS: Readonly<Record<RecordKind, readonly Step[]>> = {
  account: [(record) => ({ ...record, disabled: false })],
  session: [],
  meeting: [meetingWithOutcome, meetingWithVisit],
  invite: [],
  audit: [],
}

/** Before version 2 nobody wrote down how people were connected. */
function meetingWithOutcome(record: Record<string, unknown>): Record<string, unknown> {
  const { state, startsAt, createdAt, activeSince, participants } = record
  const ended = state === 'ended'
  return {
    ...record,
    listedAt: startsAt ?? createdAt,
    outcome: ended ? (activeSince === null ? 'nobody-came' : 'connected') : null,
    path: null,
    connectMs: null,
    stripped: false,
    participants: Array.isArray(participants)
      ? participants.map((part: unknown) => ({ ...Object(part), connection: null, quality: null }))
      : participants,
  }
}

/**
 * Before version 3 nobody was written to in a language of their own, and nothing around the call was kept. Who had come where the door
 * is open to everybody had been let in.
 */
function meetingWithVisit(record: Record<string, unknown>): Record<string, unknown> {
  const { admission, participants } = record
  return {
    ...record,
    note: null,
    participants: Array.isArray(participants)
      ? participants.map((part: unknown) => ({
          ...Object(part),
          language: 'en',
          admittedAt: admission === 'automatic' && Object(part).role !== 'doctor' ? Object(part).joinedAt : null,
          check: null,
          feedback: null,
        }))
      : participants,
  }
}

/** The record in today's shape, as far as the steps go; what it really is, its schema says afterwards. */
export function broughtUp(record: unknown, steps: readonly Step[]): unknown {
  if (!isVersioned(record)) return record
  let current = record
  for (const [index, step] of steps.entries()) {
    const from = index + 1
    if (current.schema === from) current = { ...step(current), schema: from + 1 }
  }
  return current
}

function isVersioned(record: unknown): record is Record<string, unknown> & { schema: unknown } {
  return typeof record === 'object' && record !== null && 'schema' in record
}
