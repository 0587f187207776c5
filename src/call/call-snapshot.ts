import type { ParticipantId } from '../../signaling/contract/ids.ts'
import type { Call } from './core/call-state.ts'
import type { ChatLog } from './core/chat.ts'
import type { CareView } from './device-care.ts'
import type { DevicesState } from './devices.ts'
import type { FilesView } from './file-sharing.ts'
import type { Wanted } from './own-media.ts'
import type { ReportedProblem } from './problem-report.ts'
import type { WaitingView } from './waiting.ts'

/** All there is to draw, as one value; a new one for each change. */
export interface CallSnapshot {
  readonly call: Call
  readonly chat: ChatLog
  /** Null while none was spoken of. */
  readonly files: FilesView | null
  /** The wait before somebody is met. */
  readonly waiting: WaitingView
  readonly devices: DevicesState
  /** What became of them in the call; null before it. */
  readonly care: CareView | null
  readonly screen: MediaStreamTrack | null
  readonly canShare: boolean
  /** `sound`: no picture is sent or received. */
  readonly wants: Wanted
  readonly streams: ReadonlyMap<ParticipantId, MediaStream>
  /** The last thing that went wrong, until something else does. */
  readonly problem: ReportedProblem | null
}
