/** RFC 4180 read back, character by character: nothing of the writer is used. A byte order mark is the reader's to take off. */
export function readCsv(text: string): string[][] {
  const lines: string[][] = []
  let line: string[] = []
  let at = 0
  while (at < text.length) {
    let cell = ''
    if (text[at] === '"') {
      at += 1
      for (;;) {
        if (at >= text.length) throw new Error('A quoted cell is not closed.')
        if (text[at] !== '"') cell += text[at]
        else if (text[at + 1] === '"') {
          cell += '"'
          at += 1
        } else break
        at += 1
      }
      at += 1
    } else {
      while (at < text.length && text[at] !== ',' && text[at] !== '\r') {
        if (text[at] === '"' || text[at] === '\n') throw new Error(`A bare ${JSON.stringify(text[at])} in a cell.`)
        cell += text[at]
        at += 1
      }
    }
    line.push(cell)
    if (text[at] === ',') at += 1
    else if (text.startsWith('\r\n', at)) {
      at += 2
      lines.push(line)
      line = []
    } else throw new Error(`After a cell stands ${JSON.stringify(text[at])}.`)
  }
  if (line.length > 0) throw new Error('The last line is not ended.')
  return lines
}
