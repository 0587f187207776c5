/** What to say about the box at the door, by the version it stood for when it was ticked; null when it is the one in force. */
export function consentProblem(ticked: string, inForce: string): string | null {
  if (ticked === inForce) return null
  return ticked === ''
    ? 'Please tick the box if you agree.'
    : 'The clinic has changed this text meanwhile. Please read it again, and tick the box if you agree.'
}
