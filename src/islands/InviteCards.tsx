import { useState } from 'preact/hooks'
import { ROLE_WORDS } from '../call/role-words.ts'
import { MORE_WAYS, SEND_INVITE } from '../call/sentences.ts'
import type { ShownInvite } from './CallIsland.tsx'

/** For the doctor who is alone: how the others get in. */
export function InviteCards({ invites, roomId }: { invites: readonly ShownInvite[]; roomId: string }) {
  if (invites.length === 0) return null
  return (
    <div class="invites">
      {invites.map((invite) => (
        <InviteCard key={invite.code} invite={invite} />
      ))}
      <p class="small">
        {SEND_INVITE}{' '}
        <a href={`/meetings/${roomId}`} target="_blank" rel="noreferrer">
          {MORE_WAYS}
        </a>
      </p>
    </div>
  )
}

function InviteCard({ invite }: { invite: ShownInvite }) {
  const [copied, setCopied] = useState(false)
  const who = ROLE_WORDS[invite.role]
  const copy = () => {
    // Refused: the link stands there to be selected.
    navigator.clipboard?.writeText(invite.url).then(
      () => setCopied(true),
      () => undefined,
    )
  }
  return (
    <section>
      <h2>{who}</h2>
      {invite.mail && <p>{invite.mail}</p>}
      <p class="code">{invite.code}</p>
      <p class="link">{invite.url}</p>
      <button type="button" onClick={copy}>
        {copied ? 'Copied' : `Copy link for ${who.toLowerCase()}`}
      </button>
    </section>
  )
}
