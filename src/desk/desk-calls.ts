import type { About, DeskAct } from './core/desk-act.ts'
import { NOT_REACHED, SIGNED_OUT } from './sentences.ts'

/** `sentence`: what to tell the doctor. */
export type Done = { readonly ok: true } | { readonly ok: false; readonly sentence: string }

/** Does it by REST, in the name of the doctor's session. */
export async function performAct(ask: typeof fetch, about: About, act: DeskAct): Promise<Done> {
  try {
    const response = await ask(pathOf(about, act), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(inputOf(act)),
    })
    if (response.ok) return { ok: true }
    if (response.status === 401) return { ok: false, sentence: SIGNED_OUT }
    const { error } = await response.json()
    const fields: Record<string, string> = error.fields ?? {}
    return { ok: false, sentence: Object.values(fields)[0] ?? error.message }
  } catch {
    return { ok: false, sentence: NOT_REACHED } // offline, cut off, or an answer of something in between
  }
}

function pathOf({ roomId, participantId }: About, act: DeskAct): string {
  const meeting = `/api/meetings/${roomId}`
  switch (act.act) {
    case 'admit':
    case 'hold':
      return `${meeting}/people/${participantId}/${act.act}`
    case 'say':
    case 'write':
      return `${meeting}/people/${participantId}/tell`
    case 'move':
      return `${meeting}/move`
  }
}

function inputOf(act: DeskAct): object {
  switch (act.act) {
    case 'admit':
    case 'hold':
      return {}
    case 'say':
      return { word: act.word }
    case 'write':
      return { text: act.text }
    case 'move':
      return { doctor: act.to }
  }
}
