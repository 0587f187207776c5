/** What one cell may hold; null is an empty cell. */
export type Cell = string | number | boolean | null

/** Excel takes a file for UTF-8 when this stands at its beginning. */
export const BYTE_ORDER_MARK = '\ufeff'

/** One line of RFC 4180, its line break included. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  // Nearly every cell of a long file ends here.
  if (/^[0-9A-Za-z][0-9A-Za-z .:-]*$/.test(cell)) return cell
  const text = defused(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * Spreadsheets run what begins like a formula; behind an apostrophe it is text to them (OWASP: CSV injection). Some drop spaces before
 * they look, and take the full-width forms of the signs for the signs.
 */
function defused(text: string): string {
  return /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text
}
