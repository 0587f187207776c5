import type { SessionDesk } from '../../accounts/sessions.ts'
import { readCode } from '../../invites/code.ts'
import { callView } from '../../meetings/meeting-view.ts'
import { hashOf } from '../../random.ts'
import type { OpenHandler } from '../endpoint.ts'
import type { Guesses } from '../guesses.ts'
import { failed, wrongField } from '../outcome.ts'
import type { ApiPorts } from '../ports.ts'
import { visitCookie } from '../session-cookies.ts'

/** Trades an invite for the right to its seat. The invite stays good: the same person may come back on another device. */
export function redeemHandler(
  ports: Pick<ApiPorts, 'store' | 'clock' | 'log' | 'firstTry' | 'consentVersion'> & {
    sessions: SessionDesk
    guesses: Guesses
    secure: boolean
  },
): OpenHandler<'redeem'> {
  const { store, clock, log, firstTry, consentVersion, sessions, guesses, secure } = ports

  return async ({ input, visitor }) => {
    if (input.consentVersion !== consentVersion) {
      return wrongField('consentVersion')
    }
    // What cannot be a code is looked up all the same, so that no kind of wrong code is answered sooner than another.
    const codeHash = hashOf(readCode(input.code) ?? input.code)
    const attempt = await guesses.attempt(visitor.address, async () => {
      await firstTry.renewIfOver(codeHash)
      return await store.invites.find(codeHash, clock.now())
    })
    if (!attempt.ok) return attempt

    const { roomId, participantId } = attempt.found
    const said = { name: input.name, consentVersion: input.consentVersion, at: clock.now() }
    const noted = await store.meetings.noteConsent(roomId, participantId, said)
    if (noted === 'ended') return failed('meeting-ended')
    const meeting = noted === 'unknown' ? null : await store.meetings.forParticipant(participantId, roomId)
    const participant = meeting?.participants.find((other) => other.participantId === participantId)
    if (!meeting || !participant) return failed('wrong-code')

    const secret = await sessions.openVisit({ roomId, participantId })
    // Revoked while we were at it: the session must not outlive the invite it came from.
    if (!(await store.invites.find(codeHash, clock.now()))) {
      await sessions.close(secret)
      return failed('wrong-code')
    }
    log({ event: 'invite-redeemed', roomId, participantId })
    return { ok: true, data: callView(meeting, participant), setCookies: [visitCookie(secure, roomId, secret)] }
  }
}
