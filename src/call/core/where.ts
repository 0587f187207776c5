import { type Call, roomOf } from './call-state.ts'

/** How far somebody is on their way: `coming` between the button and the door, `alone` in the room, `together` once somebody else is there. */
export type Where = 'lobby' | 'coming' | 'door' | 'alone' | 'together' | 'over'

export function whereOf(call: Call): Where {
  if (call.phase === 'new') return 'lobby'
  if (call.phase === 'ended') return 'over'
  const room = roomOf(call)
  if (room !== null) return room.others.length === 0 ? 'alone' : 'together'
  return call.phase === 'connecting' ? 'coming' : 'door'
}

/** Somebody who waited has been let in, or is alone no more. */
export function isCalledIn(before: Where, now: Where): boolean {
  return (before === 'door' && (now === 'alone' || now === 'together')) || (before === 'alone' && now === 'together')
}
