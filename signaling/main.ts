import { availableParallelism } from 'node:os'
import { readDotEnv } from '../config/dotenv.ts'
import { loadSettings } from '../config/load.ts'
import type { Settings } from '../config/settings.ts'
import { StoreUnavailable } from '../db/port.ts'
import { version } from '../package.json'
import { createPasswords } from './accounts/passwords.ts'
import { createApi } from './api/api.ts'
import type { About } from './api/ports.ts'
import { createTrail } from './audit/trail.ts'
import { clinicOf } from './clinic.ts'
import { systemClock as clock } from './clock.ts'
import { consentInForce } from './contract/consent.ts'
import { ownOrigins } from './contract/origin.ts'
import { startEndsByTime } from './ends-by-time.ts'
import { createFirstTry, type FirstTryLinks } from './first-try/first-try.ts'
import { createFirstTryOnceOpen } from './first-try/first-try-once-open.ts'
import { createIssueInvite } from './invites/issue.ts'
import { createLog, type Log } from './log.ts'
import type { SendMail } from './mail/mail.ts'
import { createSmtp } from './mail/smtp.ts'
import { openNotes } from './notes/open-notes.ts'
import { openChosenStore } from './open-store.ts'
import { systemRandom as random } from './random.ts'
import { startRetention } from './retention.ts'
import { createHub } from './rooms/hub.ts'
import { startServer } from './server.ts'
import { portSentence, storeSentence } from './start-sentences.ts'
import { CHECK_CREDENTIAL, createIceServers } from './turn/credentials.ts'
import { createRelayTrials } from './turn/relay-trials.ts'
import { createPost } from './webhook/post.ts'
import { createWebhook, type Webhook } from './webhook/webhook.ts'

/** Why a start failed, in a sentence for the person who started it. */
class StartFailed extends Error {
  override name = 'StartFailed'
}

/** Long enough for a store that is there; one that is not may come later, and people are told so meanwhile. */
const START_WAIT_MS = 3_000

/** D1: whatever hangs, a process that is to make room for another one is gone by then; the store is whole at any moment. */
const STOP_WITHIN_MS = 25_000

readDotEnv()
const loaded = loadSettings(process.env)
if (loaded.ok) await start(loaded.settings)
else fail(loaded.problems.join('\n'))

async function start(settings: Settings): Promise<void> {
  const log = createLog({
    level: settings.logLevel,
    now: clock.now,
    write: (line) => process.stdout.write(line),
  })
  endOnFaults(log)
  try {
    const running = await run(settings, log)
    endWhenAsked(log, running.stop)
    log({ event: 'listening', port: running.port })
    process.send?.({ type: 'ready', firstTry: running.firstTry })
    if (running.later) tellWhenThere(running.later, settings)
  } catch (error) {
    if (!(error instanceof StartFailed)) throw error
    fail(error.message)
  }
}

/** Puts everything together; what was opened is closed again when something after it cannot be. */
async function run(settings: Settings, log: Log) {
  const { store, opened } = await openStore(settings, log)
  try {
    const { publicUrl } = settings
    const webhook = webhookOf(settings, log)
    const announce = webhook?.announce ?? (() => undefined)
    const lifetimeMs = settings.turnLifetime * 1_000
    const iceServers = createIceServers({ ...settings, randomId: random.id, now: clock.now, lifetimeMs })
    const hub = createHub({
      clock,
      random,
      meetings: store.meetings,
      sessions: store.sessions,
      iceServersFor: iceServers,
      renewIceServersMs: settings.turnSecret === null ? null : lifetimeMs / 2,
      log,
      announce,
    })
    const issueInvite = createIssueInvite({ invites: store.invites, random, now: clock.now, publicUrl })
    const { firstTry, made } = createFirstTryOnceOpen({
      opened,
      make: () => createFirstTry({ ...settings, store, rooms: hub, random, now: clock.now, issueInvite }),
      clock,
      mayComeBack: store.kind === 'mongodb',
    })
    const links = await withinStart(made)
    const passwords = await createPasswords({ atOnce: availableParallelism(), waiting: 64 })
    const record = createTrail({ audit: store.audit, clock, log })
    const about = aboutThis(settings)
    const api = createApi({
      store,
      rooms: hub,
      firstTry,
      passwords,
      clock,
      random,
      log,
      record,
      about,
      notes: openNotes(settings, log),
      announce,
      sendMail: await sendMailOf(settings),
      clinic: clinicOf(settings),
      consentVersion: consentInForce(settings).version,
      relayOnly: settings.relayOnly,
      tryRelay: createRelayTrials({ ...settings, randomId: random.id, ...clock }),
      checkIceServers: createIceServers({ ...settings, ...CHECK_CREDENTIAL, now: clock.now }),
      publicUrl,
    })
    const started = await startServer({
      host: settings.signalingHost,
      port: settings.signalingPort,
      hub,
      http: api.handle,
      ownOrigins: ownOrigins(publicUrl),
      trustedProxies: settings.signalingTrustedProxies,
      log,
    })
    if (!started.ok) throw new StartFailed(portSentence(started.why, settings.signalingHost, settings.signalingPort))
    const { server } = started
    const { retentionDays } = settings
    const retention = startRetention({ clinic: store.clinic, clock, random, log, record, retentionDays })
    const endsByTime = startEndsByTime({
      clinic: store.clinic,
      meetings: store.meetings,
      rooms: hub,
      clock,
      random,
      log,
      announce,
    })

    return {
      port: server.port,
      firstTry: links === 'later' ? null : links,
      /** Null when all was there at start. Rejects when the store turns out to be none that may be used. */
      later: links === 'later' ? made : null,
      async stop(): Promise<void> {
        api.drain()
        await hub.drain()
        await server.close()
        await webhook?.stop(2_000)
        await Promise.all([retention.stop(), endsByTime.stop()])
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw unavailableAtStart(error, settings)
  }
}

async function withinStart<T>(made: Promise<T>): Promise<T | 'later'> {
  let callOff: () => void = () => undefined
  const enough = new Promise<'later'>((resolve) => {
    callOff = clock.after(START_WAIT_MS, () => resolve('later'))
  })
  try {
    return await Promise.race([made, enough])
  } finally {
    callOff()
  }
}

/** Null: nobody wants to be told. */
function webhookOf({ webhookUrl, webhookSecret }: Settings, log: Log): Webhook | null {
  if (webhookUrl === null || webhookSecret === null) return null
  return createWebhook({ clock, random, log, secret: webhookSecret, post: createPost(webhookUrl) })
}

/** Null: no mail server is set up. */
async function sendMailOf({ smtpUrl, mailFrom, clinicName }: Settings): Promise<SendMail | null> {
  return smtpUrl === null || mailFrom === null ? null : await createSmtp({ smtpUrl, from: mailFrom, clinicName })
}

function aboutThis({ stunUrls, turnUrls, turnSecret, retentionDays }: Settings): About {
  const relay = { stunUrls, turnUrls, hasSecret: turnSecret !== null }
  return { version, startedAt: clock.now(), relay, retentionDays }
}

async function openStore(settings: Settings, log: Log) {
  try {
    return await openChosenStore(settings, log)
  } catch (error) {
    throw unavailableAtStart(error, settings)
  }
}

function unavailableAtStart(error: unknown, settings: Settings): unknown {
  return error instanceof StoreUnavailable ? new StartFailed(storeSentence(error, settings)) : error
}

/** The store that came after the start: the links that could not be printed yet, or the end of a process that may not use it. */
function tellWhenThere(later: Promise<FirstTryLinks | null>, settings: Settings): void {
  later.then(
    (firstTry) => process.send?.({ type: 'first-try', firstTry }),
    (error: unknown) => {
      // Stopped before the store came.
      if (error instanceof StoreUnavailable && error.why === 'closed') return
      const reason = unavailableAtStart(error, settings)
      if (!(reason instanceof StartFailed)) throw error
      process.stderr.write(`${reason.message}\n`, () => process.exit(1))
    },
  )
}

/** `disconnect`: whoever started us is gone, and we do not outlive them. */
function endWhenAsked(log: Log, stop: () => Promise<void>): void {
  let stopping = false
  const end = async () => {
    if (stopping) return
    stopping = true
    log({ event: 'stopping' })
    setTimeout(() => process.exit(1), STOP_WITHIN_MS)
    await stop()
    log({ event: 'stopped' })
    process.exit(0)
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  process.on('disconnect', end)
}

/** After a fault nobody caught the state is unknown: say so and end, whoever watches the process starts it again. */
function endOnFaults(log: Log): void {
  const end = (where: string) => (error: unknown) => {
    log({ event: 'fault', errorId: random.errorId(), where, error })
    process.exit(1)
  }
  process.on('uncaughtException', end('uncaught exception'))
  process.on('unhandledRejection', end('unhandled rejection'))
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  // Not process.exit(): what is said may still be on its way.
  process.exitCode = 1
  process.send?.({ type: 'failed', sentence }, undefined, undefined, () => process.disconnect?.())
}
