import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Findings } from '../call/core/network-verdict.ts'
import { type CheckedVisit, type NetworkState, startNetworkCheck } from '../call/network/network-check.ts'
import { browserNetwork } from '../call/network/network-ports.ts'
import { networkWords, TESTING } from '../call/network/network-sentences.ts'
import { OrCall, type Telephone } from './OrCall.tsx'
import { Sign } from './Sign.tsx'

interface Props {
  /** Whether it may begin. */
  readonly begins: boolean
  readonly visit: CheckedVisit
  readonly phone: Telephone | null
  /** Draws what exactly was found, for whoever helps; left out where nobody does. */
  readonly Found?: ComponentType<{ findings: Findings }> | undefined
}

/** Tests the connection as soon as it may, again when the device goes offline or is back, and says what to do. */
export function NetworkCheck({ begins, visit, phone, Found }: Props) {
  const [state, setState] = useState<NetworkState | null>(null)
  const [times, setTimes] = useState(1)
  const again = () => setTimes((before) => before + 1)
  useEffect(() => (begins ? startNetworkCheck(browserNetwork, visit, setState) : undefined), [begins, times])
  useEffect(() => {
    for (const change of ['online', 'offline']) addEventListener(change, again)
    return () => {
      for (const change of ['online', 'offline']) removeEventListener(change, again)
    }
  }, [])
  const tested = state?.is === 'tested' ? state : null
  const words = tested && networkWords(tested.judgement, navigator.onLine)
  const isGood = tested?.judgement?.verdict === 'video'
  return (
    <section class={words === null || isGood ? 'network' : 'network note'} aria-label="Your connection">
      <div role="status">
        <p class="finding">
          <Sign is={words === null ? 'under-way' : isGood ? 'good' : 'attention'} />
          <strong>{words?.title ?? TESTING}</strong>
        </p>
        {words && words.text !== '' && <p>{words.text}</p>}
      </div>
      {words && words.steps.length > 0 && (
        <ol>
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {words?.telephone && <OrCall phone={phone} />}
      {tested && !isGood && (
        <button type="button" class="second" onClick={again}>
          Test again
        </button>
      )}
      {tested && Found && <Found findings={tested.findings} />}
    </section>
  )
}
