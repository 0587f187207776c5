import type { RoomId } from '../../signaling/contract/ids.ts'
import { readContact } from './contact.ts'
import type { Form } from './form.ts'
import { type FormProblems, ownProblems, problemsOf } from './form-problems.ts'
import { newInvite, newInviteCookies, readNewInvites, withInvite, withoutInvite } from './new-invites.ts'
import { type PageContext, refused } from './refused.ts'
import { seeOther } from './see-other.ts'
import { isSecure } from './settings.ts'
import { signaling } from './signaling.ts'

/** What a doctor sent about one person of a meeting, where something in it is wrong. */
export interface PersonForm {
  readonly participantId: string
  readonly email: string
  readonly phone: string
  readonly problems: FormProblems
}

/** Makes a new invite or revokes the old one, as the form says: where to go on from there, or the form with what is wrong with it. */
export async function answerInviteForm(page: PageContext, roomId: RoomId, form: Form): Promise<Response | PersonForm> {
  return form.text('action') === 'revoke' ? await revoke(page, roomId, form) : await issue(page, roomId, form)
}

async function issue(page: PageContext, roomId: RoomId, form: Form): Promise<Response | PersonForm> {
  const { contact, phoneProblem } = readContact(form)
  const wrong = ownProblems({ phone: phoneProblem })
  if (wrong) return again(form, wrong)
  const requestId = form.text('requestId')
  const answer = await signaling.call('issueInvite', {
    request: page.request,
    params: { roomId },
    input: {
      participantId: form.text('participantId'),
      ...(contact.email === null ? {} : { email: contact.email }),
      ...(requestId === '' ? {} : { requestId }),
    },
  })
  if (!answer.ok) {
    const problems = problemsOf(answer)
    return problems ? again(form, problems) : await refused(page, answer)
  }
  const before = readNewInvites(page.request, isSecure)
  const invite = newInvite(answer.data, contact)
  return seeOther(
    `/meetings/${roomId}`,
    newInviteCookies(roomId, invite ? withInvite(before, invite) : before, isSecure),
  )
}

async function revoke(page: PageContext, roomId: RoomId, form: Form): Promise<Response | PersonForm> {
  const participantId = form.text('participantId')
  const answer = await signaling.call('revokeInvite', {
    request: page.request,
    params: { roomId },
    input: { participantId },
  })
  if (!answer.ok) {
    const problems = problemsOf(answer)
    return problems ? again(form, problems) : await refused(page, answer)
  }
  const left = withoutInvite(readNewInvites(page.request, isSecure), participantId)
  return seeOther(
    `/meetings/${roomId}?revoked=${encodeURIComponent(participantId)}`,
    newInviteCookies(roomId, left, isSecure),
  )
}

function again(form: Form, problems: FormProblems): PersonForm {
  return { participantId: form.text('participantId'), email: form.text('email'), phone: form.text('phone'), problems }
}
