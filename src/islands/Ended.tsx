import type { Ending } from '../call/core/call-state.ts'
import { problemWords } from '../call/page-sentences.ts'
import type { ReportedProblem } from '../call/problem-report.ts'
import { closeWords, endingWords, TELEPHONE_AFTER } from '../call/sentences.ts'
import type { CallIslandProps } from './CallIsland.tsx'
import { OrCall } from './OrCall.tsx'

interface Props extends CallIslandProps {
  readonly by: Ending
  readonly problem: ReportedProblem | null
}

/** Who ended it, and what next. Coming back begins at a fresh page, with its device check. */
export function Ended({ by, role, phone, problem }: Props) {
  const { title, text, mayReturn } = endingWords(by, role)
  const failed = by === 'failed' || by === 'refused' || by === 'room-full'
  return (
    <div class="end-page card">
      <h1>{title}</h1>
      <p>
        {text} {!mayReturn && closeWords(role)}
      </p>
      {failed && problem && <p class="small">{problemWords(problem.id)}</p>}
      <div class="row">
        {mayReturn && (
          <button type="button" onClick={() => location.reload()}>
            Join again
          </button>
        )}
        {role === 'doctor' && (
          <a class="button second" href="/meetings">
            All meetings
          </a>
        )}
      </div>
      {TELEPHONE_AFTER.includes(by) && <OrCall phone={phone} />}
    </div>
  )
}
