import type { Db, Document } from 'mongodb'
import { MongoServerError } from 'mongodb'
import type { TSchema } from 'typebox'
import { RECORD_SCHEMAS } from '../record-checks.ts'
import { inServersWords } from './server-schema.ts'

const COLLECTION_OF = {
  accounts: RECORD_SCHEMAS.account,
  sessions: RECORD_SCHEMAS.session,
  meetings: RECORD_SCHEMAS.meeting,
  invites: RECORD_SCHEMAS.invite,
  audit: RECORD_SCHEMAS.audit,
} as const satisfies Record<string, TSchema>

/**
 * Has the server itself refuse what no record looks like, whoever writes it: a second net behind our own check. `unsupported`:
 * compatible servers may not know the command.
 */
export async function setValidators(db: Db): Promise<'set' | 'unsupported'> {
  try {
    for (const [name, schema] of Object.entries(COLLECTION_OF)) await setValidator(db, name, validatorFor(schema))
    return 'set'
  } catch (error) {
    if (error instanceof MongoServerError && NOT_KNOWN.has(Number(error.code))) return 'unsupported'
    throw error
  }
}

export function validatorFor(schema: TSchema): Document {
  return {
    $jsonSchema: {
      bsonType: 'object',
      required: ['_id', 'by', 'record'],
      properties: { by: { bsonType: 'string' }, record: inServersWords(schema) },
    },
  }
}

async function setValidator(db: Db, name: string, validator: Document): Promise<void> {
  await db.command({ collMod: name, validator, validationLevel: 'strict', validationAction: 'error' })
}

/** Unauthorized (collMod takes a role beyond readWrite), CommandNotFound, InvalidOptions, CommandNotSupported, NotImplemented. */
const NOT_KNOWN: ReadonlySet<number> = new Set([13, 59, 72, 115, 238])
