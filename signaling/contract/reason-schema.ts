import Type from 'typebox'
import { REASONS, type Reason } from './reasons.ts'

/** Apart from reasons.ts so that the browser can have the table without TypeBox. */
export const ReasonSchema = Type.Unsafe<Reason>(Type.Enum(Object.keys(REASONS), { title: 'Reason' }))
