import type { Tallies } from './archive-line.ts'

export function inWords(tallies: Tallies): string {
  const { account, meeting, session, invite, audit } = tallies
  return [
    counted(account.count, 'account'),
    counted(meeting.count, 'meeting'),
    counted(session.count, 'session'),
    counted(invite.count, 'invite'),
    counted(audit.count, 'line of the audit', 'lines of the audit'),
  ].join(', ')
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
