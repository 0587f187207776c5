import type { FormProblems } from './form-problems.ts'

/** The same problems for one of several alike forms on a page, whose fields carry `suffix` in their ids. */
export function problemsAt(problems: FormProblems, suffix: string): FormProblems {
  const fields = Object.entries(problems.fields).map(([name, sentence]) => [`${name}-${suffix}`, sentence] as const)
  return { ...problems, fields: Object.fromEntries(fields) }
}
