/** As DoctorsNoteText allows it: what is pasted from elsewhere may carry vertical tabs for line ends, and worse. */
export function withoutControls(text: string): string {
  return text.replace(/\v/g, '\n').replace(/[^\P{Cc}\t\n\r]/gu, '')
}
