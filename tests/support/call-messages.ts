import type { ParticipantId, Secret } from '../../signaling/contract/ids.ts'
import type { MediaState, Participant } from '../../signaling/contract/participant.ts'
import type { ServerMessageOf } from '../../signaling/contract/server-messages.ts'

/** People and messages as the call's engine meets them. */

export const ADA: ParticipantId = 'aaaaaaaaaaaa'
export const PAUL: ParticipantId = 'pppppppppppp'
export const INES: ParticipantId = 'nnnnnnnnnnnn'
export const SECRET: Secret = 's'.repeat(43)

export const MEDIA: MediaState = {
  microphone: 'on',
  camera: 'on',
  screen: false,
  hidden: false,
  network: 'good',
  wants: 'picture',
}

export function person(id: ParticipantId, more: Partial<Participant> = {}): Participant {
  return { id, role: 'patient', name: id, away: false, media: null, ...more }
}

export function joined(
  others: readonly ParticipantId[] = [],
  more: Partial<ServerMessageOf<'joined'>> = {},
): ServerMessageOf<'joined'> {
  return { ...placed(others), ...more, type: 'joined' }
}

export function resumed(more: Partial<ServerMessageOf<'resumed'>> = {}): ServerMessageOf<'resumed'> {
  return { iceServers: [], resumeSecret: SECRET, ...more, type: 'resumed' }
}

function placed(others: readonly ParticipantId[]) {
  return {
    you: person(ADA),
    participants: others.map((id) => person(id)),
    waiting: [],
    iceServers: [],
    relayOnly: false,
    resumeSecret: SECRET,
  }
}
