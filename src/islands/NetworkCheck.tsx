import { useEffect, useState } from 'preact/hooks'
import { type CheckedVisit, type NetworkState, startNetworkCheck } from '../call/network/network-check.ts'
import { browserNetwork } from '../call/network/network-ports.ts'
import { findingWords, networkWords, TESTING } from '../call/network/network-sentences.ts'
import type { Telephone } from './CallIsland.tsx'
import { Sign } from './Sign.tsx'

interface Props {
  readonly visit: CheckedVisit
  readonly phone: Telephone | null
  /** Show whoever helps what exactly was found. */
  readonly inDetail: boolean
}

/** Tests the connection as soon as it is there, again when the device is online again, and says what to do. */
export function NetworkCheck({ visit, phone, inDetail }: Props) {
  const [state, setState] = useState<NetworkState | null>(null)
  const [times, setTimes] = useState(1)
  const again = () => setTimes((before) => before + 1)
  useEffect(() => startNetworkCheck(browserNetwork, visit, setState), [times])
  useEffect(() => {
    addEventListener('online', again)
    return () => removeEventListener('online', again)
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
      {words?.telephone && phone && (
        <p>
          Or call us: <a href={phone.link}>{phone.text}</a>
        </p>
      )}
      {tested && !isGood && (
        <button type="button" class="second" onClick={again}>
          Test again
        </button>
      )}
      {tested && inDetail && (
        <details>
          <summary>What was found</summary>
          <dl class="findings">
            {findingWords(tested.findings).map(([what, result]) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{result}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  )
}
