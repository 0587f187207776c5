import type { TObject, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import {
  FIELD_SENTENCES,
  isFieldName,
  NOT_AN_OBJECT_SENTENCE,
  OTHER_FIELDS_SENTENCE,
  REQUIRED_SENTENCE,
} from './field-sentences.ts'

/** Under this name stands what is wrong with the input as a whole. */
const WHOLE = '*'
/** Fields in which spaces at either end count. */
const VERBATIM = new Set(['password', 'secret', 'current', 'next'])

export interface InputCheck {
  /** The input without spaces around what people typed. */
  tidied(value: unknown): unknown
  isRight(value: unknown): boolean
  /** Of a wrong input: each wrong field with a sentence. */
  wrongFields(value: unknown): Record<string, string>
}

/** Checks against a closed object schema, field by field, because a person mends a form field by field. */
export function createInputCheck(schema: TObject): InputCheck {
  const whole = Compile(schema)
  const required = new Set<string>(schema.required ?? [])
  const fields = Object.entries(schema.properties).map(([name, field]: [string, TSchema]) => ({
    name,
    compiled: Compile(field),
    required: required.has(name),
  }))

  return {
    tidied(value) {
      if (!isRecord(value)) return value
      return Object.fromEntries(
        Object.entries(value).map(([name, field]) => [
          name,
          typeof field === 'string' && !VERBATIM.has(name) ? field.trim() : field,
        ]),
      )
    },
    isRight: (value) => whole.Check(value),
    wrongFields(value) {
      if (!isRecord(value)) return { [WHOLE]: NOT_AN_OBJECT_SENTENCE }
      const wrong: Record<string, string> = {}
      for (const field of fields) {
        const given = Object.hasOwn(value, field.name) ? value[field.name] : undefined
        if (given === undefined ? field.required : !field.compiled.Check(given)) {
          const empty = given === undefined || given === ''
          wrong[field.name] = empty && field.required ? REQUIRED_SENTENCE : sentenceOn(field.name)
        }
      }
      const known = new Set(fields.map((field) => field.name))
      if (Object.keys(value).some((name) => !known.has(name))) wrong[WHOLE] = OTHER_FIELDS_SENTENCE
      return wrong
    },
  }
}

function sentenceOn(name: string): string {
  return isFieldName(name) ? FIELD_SENTENCES[name] : REQUIRED_SENTENCE
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
