import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LIMITS, PROTOCOL_VERSION } from '../../signaling/contract/limits.ts'
import { createLiveVisit, type LiveVisit } from '../support/live-visit.ts'
import { type RunningSignaling, startSignaling } from '../support/processes.ts'
import { CANDIDATE, SDP } from '../support/rooms-world.ts'
import { OWN_ORIGIN, openSignaling, tryToOpen } from '../support/signaling-client.ts'

let signaling: RunningSignaling
let visit: LiveVisit
beforeAll(async () => {
  signaling = await startSignaling()
  visit = await createLiveVisit(signaling, { guests: ['interpreter', 'family'] })
})
afterAll(() => signaling.stop())

const UNKNOWN_TICKET = 'A'.repeat(43)

describe('who may open a socket', () => {
  test.each([
    ['no origin', null],
    ['the null origin', 'null'],
    ['another site', 'https://evil.example'],
    ['another port of ours', 'http://localhost:9999'],
    ['our name with more behind it', `${OWN_ORIGIN}.evil.example`],
  ])('%s is refused with 403', async (_, origin) => {
    expect(await tryToOpen(signaling.url, origin)).toBe(403)
  })

  test('our own pages may', async () => {
    expect(await tryToOpen(signaling.url, OWN_ORIGIN)).toBe('opened')
  })
})

describe('before joining', () => {
  test('[C1] a silent socket is closed after two seconds, and others join meanwhile', async () => {
    const opened = performance.now()
    const silent = await openSignaling(signaling.url)
    const doctor = await visit.doctor.join()
    expect(await silent.closed).toEqual({ code: 4401, reason: 'not-joined' })
    expect(performance.now() - opened).toBeGreaterThan(LIMITS.joinWithinMs - 50)
    expect(performance.now() - opened).toBeLessThan(LIMITS.joinWithinMs + 1_500)
    doctor.close()
  })

  test.each([
    { type: 'ping' } as const,
    { type: 'chat-message', id: 'aaaaaaaaaaaa', text: 'hello' } as const,
    { type: 'end-call' } as const,
  ])('[C2] $type before joining is answered with nothing but the close', async (message) => {
    const client = await openSignaling(signaling.url)
    client.say(message)
    expect(await client.closed).toEqual({ code: 4401, reason: 'not-joined' })
    expect(client.heard).toEqual([])
  })

  test.each([
    ['not JSON', 'hello'],
    ['an empty frame', ''],
    ['an unknown type', '{"type":"shout"}'],
    ['an extra key', '{"type":"ping","more":1}'],
    ['a number too large', '{"type":"join-room","version":1e999,"ticket":"","device":"phone"}'],
    ['deep nesting', `{"type":"ping","a":${'['.repeat(30_000)}`],
    ['a binary frame', Buffer.from('{"type":"ping"}')],
  ])('[E1] %s is a bad message and is not echoed', async (_, frame) => {
    const client = await openSignaling(signaling.url)
    client.sayRaw(frame)
    expect(await client.closed).toEqual({ code: 4400, reason: 'bad-message' })
    expect(client.heard).toEqual([])
  })

  test('[E1] text that is no UTF-8 closes the socket', async () => {
    const client = await openSignaling(signaling.url)
    client.socket.send(Buffer.from([0xc3, 0x28]), { binary: false })
    expect((await client.closed).code).not.toBe(1000)
    expect(client.heard).toEqual([])
  })

  test('[L2] one byte over the largest frame is too large, the largest frame is read', async () => {
    const over = await openSignaling(signaling.url)
    over.sayRaw('x'.repeat(LIMITS.frameBytes + 1))
    expect(await over.closed).toEqual({ code: 4413, reason: 'too-large' })
    const largest = await openSignaling(signaling.url)
    largest.sayRaw('x'.repeat(LIMITS.frameBytes))
    expect(await largest.closed).toEqual({ code: 4400, reason: 'bad-message' })
  })

  test('[L2] a huge frame is cut off, and the process lives', async () => {
    const client = await openSignaling(signaling.url)
    client.sayRaw('x'.repeat(20_000_000))
    await client.closed
    expect(await tryToOpen(signaling.url, OWN_ORIGIN)).toBe('opened')
  })
})

describe('tickets', () => {
  const joinWith = async (ticket: string) => {
    const client = await openSignaling(signaling.url)
    client.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket, device: 'phone' })
    return client
  }

  test('[J1] a ticket works once', async () => {
    const ticket = await visit.patient.ticket()
    const first = await joinWith(ticket)
    expect((await first.next('joined')).you.id).toBe(visit.patient.id)
    const second = await joinWith(ticket)
    expect(await second.closed).toEqual({ code: 4403, reason: 'ticket-refused' })
    first.close()
  })

  test('[J1] a ticket seats who asked for it in the meeting it was asked for, whatever else is going on', async () => {
    const other = await createLiveVisit(signaling)
    const doctor = await visit.doctor.join()
    const stranger = await joinWith(await other.patient.ticket())
    const joined = await stranger.next('joined')
    expect(joined.you.id).toBe(other.patient.id)
    expect(joined.participants).toEqual([])
    stranger.say({ type: 'ice-candidate', to: visit.doctor.id, candidate: CANDIDATE, generation: 1 })
    expect((await stranger.next('error')).reason).toBe('unknown-participant')
    await doctor.settled()
    expect(doctor.heard.map(({ type }) => type)).not.toContain('ice-candidate')
    stranger.close()
    doctor.close()
  })

  test('[J2] a second join on the same socket is refused', async () => {
    const client = await visit.patient.join()
    client.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket: await visit.patient.ticket(), device: 'phone' })
    expect(await client.closed).toEqual({ code: 4409, reason: 'already-joined' })
  })

  test('[J3] unknown and used tickets get the same answer, and so do made up secrets among themselves', async () => {
    const used = await visit.patient.ticket()
    const page = await joinWith(used)
    await page.next('joined')
    const answers = await Promise.all(
      [UNKNOWN_TICKET, used].map(async (ticket) => {
        const client = await joinWith(ticket)
        return { closed: await client.closed, heard: client.heard }
      }),
    )
    expect(answers[0]).toEqual(answers[1])
    page.close()
  })

  test('an old page is told that it is old', async () => {
    const client = await openSignaling(signaling.url)
    client.say({ type: 'join-room', version: 99, ticket: UNKNOWN_TICKET, device: 'phone' })
    expect(await client.closed).toEqual({ code: 4426, reason: 'old-version' })
  })

  test('[J5] twenty-five pages of one person at once are one seat', async () => {
    const crowded = await createLiveVisit(signaling)
    const doctor = await crowded.doctor.join()
    const tickets = await Promise.all(Array.from({ length: 25 }, () => crowded.patient.ticket()))
    const pages = await Promise.all(tickets.map((ticket) => joinWith(ticket)))
    const open = new Set(pages)
    const reasons: string[] = []
    await new Promise<void>((oneIsLeft) => {
      for (const page of pages) {
        void page.closed.then(({ reason }) => {
          reasons.push(reason)
          open.delete(page)
          if (open.size === 1) oneIsLeft()
        })
      }
    })
    const [last] = open
    await last?.settled()
    expect(reasons).toEqual(Array(24).fill('replaced'))
    await doctor.settled()
    const seen = doctor.heard.filter((message) => message.type === 'user-joined')
    expect(seen.map(({ participant }) => participant.id)).toEqual(Array(25).fill(crowded.patient.id))
    last?.close()
    doctor.close()
  })
})

describe('limits', () => {
  test('[L1] ten thousand messages at once: told once, then closed, and the others hardly notice', async () => {
    const busy = await createLiveVisit(signaling)
    const [doctor, patient] = [await busy.doctor.join(), await busy.patient.join()]
    for (let count = 0; count < 10_000; count += 1) {
      patient.say({ type: 'ice-candidate', to: busy.doctor.id, candidate: CANDIDATE, generation: 1 })
    }
    expect((await patient.next('error')).reason).toBe('slow-down')
    expect(await patient.closed).toEqual({ code: 4429, reason: 'too-many' })
    await doctor.settled()
    const passed = doctor.heard.filter(({ type }) => type === 'ice-candidate').length
    expect(passed).toBeGreaterThanOrEqual(LIMITS.setUp.burst)
    expect(passed).toBeLessThan(LIMITS.setUp.burst * 2)
    doctor.close()
  })

  test('[L1] one address that joins too often is told to come back', async () => {
    const address = '203.0.113.77'
    const closes = await Promise.all(
      Array.from({ length: LIMITS.joinsPerAddress.burst + 20 }, async () => {
        const client = await openSignaling(signaling.url, { address })
        client.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket: UNKNOWN_TICKET, device: 'phone' })
        return (await client.closed).reason
      }),
    )
    expect(closes.filter((reason) => reason === 'ticket-refused').length).toBeGreaterThanOrEqual(
      LIMITS.joinsPerAddress.burst,
    )
    expect(closes).toContain('busy')
    const elsewhere = await openSignaling(signaling.url)
    elsewhere.say({ type: 'join-room', version: PROTOCOL_VERSION, ticket: UNKNOWN_TICKET, device: 'phone' })
    expect((await elsewhere.closed).reason).toBe('ticket-refused')
  })

  test('[L2] a reader that never reads is cut off, and those who write to it are unaffected', async () => {
    const { doctor, patient: reader, guests } = await createLiveVisit(signaling, { guests: ['interpreter', 'family'] })
    const writers = await Promise.all([doctor, ...guests].map((writer) => writer.join()))
    const patient = await reader.join()
    patient.socket.pause()
    const sdp = `${SDP}a=x:${'x'.repeat(LIMITS.descriptionLength - SDP.length - 10)}\r\n`
    for (const writer of writers) {
      for (let count = 1; count < LIMITS.setUp.burst; count += 1) {
        writer.say({ type: 'offer', to: reader.id, description: { type: 'offer', sdp }, generation: count })
      }
    }
    for (const writer of writers) {
      expect((await writer.next('user-away')).from).toBe(reader.id)
      await writer.settled()
    }
    patient.socket.resume()
    await patient.closed
    for (const writer of writers) writer.close()
  })
})
