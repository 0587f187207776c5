import { Compile } from 'typebox/compile'
import { type ServerMessage, ServerMessage as schema } from './server-messages.ts'

const compiled = Compile(schema)

/** Is this a message the server may say? In browser bundles run/compiled-checks.mjs puts plain generated code here. */
export function isServerMessage(value: unknown): value is ServerMessage {
  return compiled.Check(value)
}
