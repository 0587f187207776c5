const VISITS = 'visits'

/** Draws the list of visits as the server has it now. Left alone while somebody is in it: they would lose their place. */
export async function renewVisits(): Promise<void> {
  const shown = document.getElementById(VISITS)
  if (shown === null || shown.contains(document.activeElement)) return
  try {
    const response = await fetch(location.href)
    if (!response.ok || response.redirected) return
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById(VISITS)
    if (fresh !== null) shown.replaceWith(fresh)
  } catch {
    // Offline: the list stays as it was, and the cards say that the line is lost.
  }
}
