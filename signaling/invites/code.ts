/** `XXXX-XXXX-XXXX`, as people see a code. */
export function showCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

/**
 * The 12 characters behind what somebody typed or a link carried, or null when that cannot be a code. Crockford's reading rules:
 * case does not matter, O is 0, I and L are 1; spaces and dashes of any kind are layout.
 */
export function readCode(typed: string): string | null {
  const code = typed
    .replace(/[\s\u00ad\u200b\u2010-\u2015\u2212_.-]/gu, '')
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(code) ? code : null
}
