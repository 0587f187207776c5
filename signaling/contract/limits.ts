/** Every limit of the protocol, in one place. PROTOCOL.md refers to these names. */
export const LIMITS = {
  /** S1: longest session description, in characters. */
  descriptionLength: 32_768,
  /** S1: most media sections in a description. */
  mediaSections: 8,
  /** S1: most candidates inside a description. */
  candidatesInDescription: 64,
  /** Longest candidate line, in characters. */
  candidateLength: 1_024,
  /** Longest chat message, in characters. */
  chatLength: 2_000,
  /** An author's last lines whose ids the room remembers, so that a repeated one is not shown twice. */
  chatLinesRemembered: 200,
  /** L2: largest frame, in bytes. */
  frameBytes: 64 * 1024,
  /** L2: most bytes waiting to be read by a slow client. */
  backpressureBytes: 256 * 1024,
  /** C1: how long a socket may stay silent before it joins. */
  joinWithinMs: 2_000,
  /** J1: how long a ticket lives. */
  ticketMs: 60_000,
  /** R1: how long the others see a lost socket as "reconnecting" before they are told that the person left. */
  awayMs: 60_000,
  /** R1: how long the holder of the resume secret may come back to a seat in the room. */
  resumeMs: 120_000,
  /** R4: how much of what was said to a page is kept until it is known to have arrived; `missedLength` in characters, about. */
  missedMessages: 200,
  missedLength: 96 * 1024,
  /** R1: how long a seat before the door, and the place that goes with it, is kept for somebody away. */
  placeMs: 600_000,
  /** Q4: how long after its last refresh a page without scripts counts as there. */
  refreshMs: 45_000,
  /** Q2, Q3: how much time passes at least between two pictures of one doctor's arrivals. */
  deskMs: 250,
  /** D1: how long after being sent away the first may come back, how long after one the next, and the last of however many. */
  comeBackMs: 1_000,
  comeBackApartMs: 2,
  comeBackMostMs: 11_000,
  /** L1: token buckets. `perSecond` refills, `burst` is the most that is saved up. */
  setUp: { perSecond: 20, burst: 80 },
  chat: { perSecond: 2, burst: 10 },
  mediaState: { perSecond: 5, burst: 20 },
  note: { perSecond: 0.2, burst: 6 },
  joinsPerAddress: { perSecond: 10, burst: 60 },
  /** B1: how often the client says `ping`, and how long it waits for the answer. */
  pingMs: 10_000,
  pongMs: 5_000,
  /** B1: after how much silence the server asks whether somebody is there, and after how much nobody is. */
  askAfterMs: 6_000,
  silentMs: 15_000,
} as const

/** The version of the protocol this code speaks; `join-room`, `resume` and `watch-desk` carry it. */
export const PROTOCOL_VERSION = 3
