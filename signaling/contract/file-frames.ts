import Type, { type Static } from 'typebox'
import { FILE_LIMITS } from './file-limits.ts'

const closed = { additionalProperties: false } as const

/** 16 characters, made by a page: its own name, or that of a file. */
export const PageMadeId = Type.String({ pattern: '^[0-9a-z]{16}$' })
export type PageMadeId = Static<typeof PageMadeId>

const MOST = 4_294_967_295
const Bytes = Type.Integer({ minimum: 0, maximum: MOST })

/** Which page this is: another one after a reload. The first frame each way on a channel. */
export const Hello = Type.Object({ type: Type.Literal('hello'), page: PageMadeId }, closed)

/** "May I send you this?" Said again on a new channel, for a file that is not through. */
export const OfferFile = Type.Object(
  {
    type: Type.Literal('offer'),
    file: PageMadeId,
    name: Type.String({ minLength: 1, maxLength: FILE_LIMITS.name }),
    size: Type.Integer({ minimum: 1, maximum: MOST }),
    /** SHA-256 of the whole, in hexadecimal. */
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  closed,
)

/** "Yes, from this byte on." */
export const AcceptFile = Type.Object({ type: Type.Literal('accept'), file: PageMadeId, from: Bytes }, closed)

/** "So much of it is here." */
export const HaveBytes = Type.Object({ type: Type.Literal('have'), file: PageMadeId, bytes: Bytes }, closed)

/** "It is here, and it is the one that was offered." */
export const FileIsWhole = Type.Object({ type: Type.Literal('whole'), file: PageMadeId }, closed)

/** Why a file is stopped, as one page tells another. */
export const StopReason = Type.Union([
  Type.Literal('declined'),
  Type.Literal('cancelled'),
  Type.Literal('too-large'),
  Type.Literal('too-many'),
  Type.Literal('unreadable'),
  Type.Literal('damaged'),
  /** The other one had been given up for gone. */
  Type.Literal('gone'),
])
export type StopReason = Static<typeof StopReason>

/** By either side, for good. */
export const StopFile = Type.Object({ type: Type.Literal('stop'), file: PageMadeId, why: StopReason }, closed)

/** Every text frame that one page may say to another over the channel for files; pieces of files are binary. */
export const FileFrame = Type.Union([Hello, OfferFile, AcceptFile, HaveBytes, FileIsWhole, StopFile])
export type FileFrame = Static<typeof FileFrame>
export type FileFrameOf<T extends FileFrame['type']> = Extract<FileFrame, { type: T }>
