import { causeWords, WRITE_MEANWHILE } from '../call/blocked-sentences.ts'
import { browserFamily, platformOf } from '../call/browser-family.ts'
import type { CallSnapshot } from '../call/call-snapshot.ts'
import { careWords, NOTHING_FROM_YOU, noticeWords } from '../call/care-sentences.ts'
import { mayHelpSoundOnly } from '../call/core/block-cause.ts'
import type { Other } from '../call/core/call-state.ts'
import type { CareView } from '../call/device-care.ts'
import { troubleWords } from '../call/device-sentences.ts'
import type { DeviceUse } from '../call/devices.ts'
import type { CallSession } from '../call/session.ts'

interface Props {
  readonly session: CallSession
  readonly snapshot: CallSnapshot
  /** Of whom nothing has come yet although it should have. */
  readonly blocked: readonly Other[]
}

/** What is wrong in a call and what works: of one's own devices, and where picture and sound do not get through. */
export function CallHelp({ session, snapshot: { care, call, wants }, blocked }: Props) {
  const [first] = blocked
  return (
    <div class="help">
      {first?.link === 'blocked' && (
        <div class="knock" role="alert">
          <span>
            {causeWords(first.cause, first.participant.name)}
            {call.phase === 'calling' && ` ${WRITE_MEANWHILE}`}
          </span>
          {wants === 'picture' && mayHelpSoundOnly(first.cause) && (
            <button type="button" onClick={() => session.want('sound')}>
              Try sound only
            </button>
          )}
        </div>
      )}
      {care !== null && <OwnDevices session={session} care={care} />}
    </div>
  )
}

function OwnDevices({ session, care }: { session: CallSession; care: CareView }) {
  const isSaid = care.saysSilent || care.notice !== null
  return (
    <>
      {(['microphone', 'camera'] as const).map((use) => (
        <Trouble key={use} session={session} use={use} trouble={care[use]} />
      ))}
      {isSaid && (
        <div class="knock" role="alert">
          <span>{care.saysSilent ? NOTHING_FROM_YOU : care.notice && noticeWords(care.notice)}</span>
          <button type="button" onClick={session.dismiss}>
            OK
          </button>
        </div>
      )}
    </>
  )
}

function Trouble({ session, use, trouble }: { session: CallSession; use: DeviceUse; trouble: CareView[DeviceUse] }) {
  if (trouble === null) return null
  return (
    <div class="knock" role="alert">
      <span>
        {careWords(use, trouble)}
        {trouble === 'blocked' && ` ${stepsFor(use).join(' ')}`}
      </span>
      <button type="button" onClick={() => session.reopen(use)}>
        Turn your {use} on again
      </button>
    </div>
  )
}

/** What to press in this browser, but for the button that is here anyway. */
function stepsFor(use: DeviceUse): readonly string[] {
  const { userAgent, maxTouchPoints } = navigator
  const place = { browser: browserFamily(userAgent, maxTouchPoints), platform: platformOf(userAgent, maxTouchPoints) }
  return troubleWords('denied', [use], place).steps.filter((step) => !step.includes('Try again'))
}
