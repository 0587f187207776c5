/** The clinic's number, as it is written and as a link. */
export interface Telephone {
  readonly text: string
  readonly link: string
}

/** The way that always works, wherever another one fails. Nothing where the clinic gives no number. */
export function OrCall({ phone }: { phone: Telephone | null }) {
  if (phone === null) return null
  return (
    <p class="or-call">
      Or call us: <a href={phone.link}>{phone.text}</a>
    </p>
  )
}
