import { Compile } from 'typebox/compile'
import { type DeskMessage, DeskMessage as schema } from './desk-messages.ts'

const compiled = Compile(schema)

/** Is this a message the server may say to a desk? In browser bundles run/compiled-checks.mjs puts plain generated code here. */
export function isDeskMessage(value: unknown): value is DeskMessage {
  return compiled.Check(value)
}
