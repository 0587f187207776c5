/** RFC 3966: digits alone, the leading plus kept. */
export function telephoneLink(written: string): string {
  return `tel:${written.startsWith('+') ? '+' : ''}${written.replace(/\D/g, '')}`
}
