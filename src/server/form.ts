/** A form that somebody sent: every value is text, a missing one is empty. */
export interface Form {
  /** The value without white space around it. */
  text(name: string): string
  /** The value as it was typed. */
  exact(name: string): string
  has(name: string): boolean
}

/** Reads an ordinary form (`application/x-www-form-urlencoded`). Anything else reads as an empty one, and is told what is missing. */
export async function readForm(request: Request): Promise<Form> {
  const type = request.headers.get('content-type') ?? ''
  const ordinary = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)
  return formOf(new URLSearchParams(ordinary ? await request.text() : ''))
}

export const emptyForm: Form = formOf(new URLSearchParams())

function formOf(values: URLSearchParams): Form {
  return {
    text: (name) => (values.get(name) ?? '').trim(),
    exact: (name) => values.get(name) ?? '',
    has: (name) => values.has(name),
  }
}
