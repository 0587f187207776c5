import { MongoClient } from 'mongodb'

/** How long anything may take before the person is told to try again: connecting and answering together. */
export const ANSWER_WITHIN_MS = 2_400

/**
 * A client that, once connected, connects again by itself after every loss. What the address says of the pool and of
 * time-outs yields to what is said here: a stalled server must not stall the people behind it.
 */
export function createClient(url: string): MongoClient {
  return new MongoClient(url, {
    appName: 'bedside',
    maxPoolSize: 25,
    minPoolSize: 2,
    maxConnecting: 8,
    maxIdleTimeMS: 60_000,
    serverSelectionTimeoutMS: 2_000,
    waitQueueTimeoutMS: 2_000,
    connectTimeoutMS: 2_000,
    socketTimeoutMS: 2_200,
    // After a loss the next question looks at once; this is for noticing one when nobody asks.
    heartbeatFrequencyMS: 2_000,
    readPreference: 'primary',
    // A majority has it on disk: it survives the loss of a server, and a power cut of all of them.
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: 2_000 },
    // Only where the server has sessions; elsewhere this asks nothing, and db/mongo/changes.ts tries again by itself.
    retryWrites: true,
    retryReads: true,
  })
}
