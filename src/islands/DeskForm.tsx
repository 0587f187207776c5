import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Arrival } from '../../signaling/contract/desk.ts'
import { readDeskForm } from '../desk/core/desk-act.ts'
import { deskPorts } from '../desk/desk.ts'
import { performAct } from '../desk/desk-calls.ts'

interface Props {
  readonly arrival: Arrival
  readonly children: ComponentChildren
}

/**
 * A form about somebody who has arrived. Without scripts the browser sends it to the page; with them it is done in place and what was
 * typed stays until it was taken. The desk itself shows what came of it.
 */
export function DeskForm({ arrival: { roomId, participant }, children }: Props) {
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    // What was pressed is a field too; browsers of before 2023 leave it out here.
    if (event.submitter instanceof HTMLButtonElement) fields.set(event.submitter.name, event.submitter.value)
    const read = readDeskForm((name) => String(fields.get(name) ?? ''))
    if (read === null) return
    const done = await performAct(deskPorts.fetch, read.about, read.act)
    setProblem(done.ok ? null : done.sentence)
    if (!done.ok) return
    form.reset()
    if (read.act.act === 'admit') location.assign(`/call/${roomId}`)
  }
  return (
    <form method="post" action="/meetings" onSubmit={submit}>
      <input type="hidden" name="roomId" value={roomId} />
      <input type="hidden" name="participantId" value={participant.id} />
      {children}
      {problem !== null && (
        <p class="error" role="alert">
          {problem}
        </p>
      )}
    </form>
  )
}
