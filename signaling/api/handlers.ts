import type { SessionDesk } from '../accounts/sessions.ts'
import type { RouteName } from '../contract/routes.ts'
import { createIssueInvite } from '../invites/issue.ts'
import { createTellOfInvite } from '../invites/tell.ts'
import type { Callers } from './callers.ts'
import { createEndpoints, type Endpoint } from './endpoint.ts'
import { createGuesses } from './guesses.ts'
import { adminAuditHandler } from './handlers/admin-audit.ts'
import { adminMeetingHandlers } from './handlers/admin-meetings.ts'
import { adminOverviewHandler } from './handlers/admin-overview.ts'
import { adminPeopleHandlers } from './handlers/admin-people.ts'
import { adminRelayHandler } from './handlers/admin-relay.ts'
import { adminSystemHandler } from './handlers/admin-system.ts'
import { callHandlers } from './handlers/calls.ts'
import { checkHandlers } from './handlers/checks.ts'
import { deskHandlers } from './handlers/desk.ts'
import { doctorsNoteHandlers } from './handlers/doctors-note.ts'
import { firstAccountHandlers } from './handlers/first-account.ts'
import { goodbyeHandlers } from './handlers/goodbye.ts'
import { inviteHandlers } from './handlers/invites.ts'
import { meetingHandlers } from './handlers/meetings.ts'
import { ownPasswordHandler } from './handlers/own-password.ts'
import { redeemHandler } from './handlers/redeem.ts'
import { staffSessionHandlers } from './handlers/staff-sessions.ts'
import { waitingHandlers } from './handlers/waiting.ts'
import { createMailAllowance } from './mail-allowance.ts'
import type { ApiPorts } from './ports.ts'
import { createOnceFor } from './said-twice.ts'
import { createSeatTickets } from './seat-tickets.ts'

/** One endpoint for each row of ROUTES; the compiler says which is missing or stands at the wrong door. */
export function createHandlers(ports: ApiPorts & { sessions: SessionDesk; callers: Callers; secure: boolean }): {
  readonly [N in RouteName]: Endpoint<N>
} {
  const { store, random, clock, publicUrl } = ports
  const guesses = createGuesses(clock.elapsed)
  const issueInvite = createIssueInvite({ invites: store.invites, random, now: clock.now, publicUrl })
  const staffSessions = staffSessionHandlers(ports)
  const firstAccount = firstAccountHandlers({ ...ports, guesses })
  const issueSeatTicket = createSeatTickets(ports)
  const calls = callHandlers({ ...ports, issueSeatTicket })
  const desk = deskHandlers(ports)
  const waiting = waitingHandlers({ ...ports, issueSeatTicket })
  const inviting = {
    ...ports,
    issueInvite,
    tellOfInvite: createTellOfInvite(ports),
    mailAllowance: createMailAllowance(clock.elapsed),
    onceFor: createOnceFor(clock),
  }
  const meetings = meetingHandlers(inviting)
  const invites = inviteHandlers(inviting)
  const checks = checkHandlers(ports)
  const goodbyes = goodbyeHandlers(ports)
  const doctorsNotes = doctorsNoteHandlers(ports)
  const adminMeetings = adminMeetingHandlers(ports)
  const adminPeople = adminPeopleHandlers(ports)
  const { open, staff, participant, admin } = createEndpoints(ports.callers)

  return {
    createMeeting: staff('createMeeting', meetings.createMeeting),
    signIn: open('signIn', staffSessions.signIn),
    signOut: open('signOut', staffSessions.signOut),
    account: staff('account', staffSessions.account),
    setUp: open('setUp', firstAccount.setUp),
    trySample: open('trySample', firstAccount.trySample),
    meetings: staff('meetings', meetings.meetings),
    meeting: staff('meeting', meetings.meeting),
    issueInvite: staff('issueInvite', invites.issueInvite),
    revokeInvite: staff('revokeInvite', invites.revokeInvite),
    endMeeting: staff('endMeeting', meetings.endMeeting),
    redeem: open('redeem', redeemHandler({ ...ports, guesses })),
    call: participant('call', calls.call),
    ticket: participant('ticket', calls.ticket),
    reportProblem: participant('reportProblem', calls.reportProblem),
    desk: staff('desk', desk.desk),
    deskTicket: staff('deskTicket', desk.deskTicket),
    admit: staff('admit', desk.admit),
    hold: staff('hold', desk.hold),
    tell: staff('tell', desk.tell),
    moveMeeting: staff('moveMeeting', desk.moveMeeting),
    wait: participant('wait', waiting.wait),
    note: participant('note', waiting.note),
    noteCheck: participant('noteCheck', checks.noteCheck),
    checkIceServers: open('checkIceServers', checks.checkIceServers),
    echo: open('echo', checks.echo),
    goodbye: participant('goodbye', goodbyes.goodbye),
    giveFeedback: participant('giveFeedback', goodbyes.giveFeedback),
    doctorsNote: staff('doctorsNote', doctorsNotes.doctorsNote),
    keepDoctorsNote: staff('keepDoctorsNote', doctorsNotes.keepDoctorsNote),
    adminOverview: admin('adminOverview', adminOverviewHandler(ports)),
    adminMeetings: admin('adminMeetings', adminMeetings.adminMeetings),
    adminMeeting: admin('adminMeeting', adminMeetings.adminMeeting),
    adminEndMeeting: admin('adminEndMeeting', adminMeetings.adminEndMeeting),
    adminPeople: admin('adminPeople', adminPeople.adminPeople),
    adminAddPerson: admin('adminAddPerson', adminPeople.adminAddPerson),
    adminChangePerson: admin('adminChangePerson', adminPeople.adminChangePerson),
    adminResetPassword: admin('adminResetPassword', adminPeople.adminResetPassword),
    adminAudit: admin('adminAudit', adminAuditHandler(ports)),
    adminSystem: admin('adminSystem', adminSystemHandler(ports)),
    adminTryRelay: admin('adminTryRelay', adminRelayHandler(ports)),
    changePassword: staff('changePassword', ownPasswordHandler(ports)),
  }
}
