import type { About, DeskAct } from '../../desk/core/desk-act.ts'
import { signaling } from '../../server/signaling.ts'
import type { Refusal } from '../../server/signaling-client.ts'

/** Does what a card's form asks for, in the name of whoever sent it. */
export async function performAct(
  request: Request,
  { roomId, participantId }: About,
  act: DeskAct,
): Promise<{ ok: true } | Refusal> {
  const about = { request, params: { roomId, participantId } }
  switch (act.act) {
    case 'admit':
      return signaling.call('admit', about)
    case 'hold':
      return signaling.call('hold', about)
    case 'say':
      return signaling.call('tell', { ...about, input: { word: act.word } })
    case 'write':
      return signaling.call('tell', { ...about, input: { text: act.text } })
    case 'move':
      return signaling.call('moveMeeting', { request, params: { roomId }, input: { doctor: act.to } })
  }
}
