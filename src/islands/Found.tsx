import type { Findings } from '../call/core/network-verdict.ts'
import { findingWords } from '../call/network/finding-sentences.ts'

/** What exactly a check has found, for whoever helps. */
export function Found({ findings }: { findings: Findings }) {
  return (
    <details>
      <summary>What was found</summary>
      <dl class="findings">
        {findingWords(findings).map(([what, result]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{result}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
