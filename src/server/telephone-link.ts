/** RFC 3966. */
export function telephoneLink(written: string): string {
  return `tel:${dialled(written)}`
}

/** Digits alone, the leading plus kept. */
export function dialled(written: string): string {
  return `${written.startsWith('+') ? '+' : ''}${written.replace(/\D/g, '')}`
}
