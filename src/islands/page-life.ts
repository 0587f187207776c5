/**
 * Calls `leave` as the page goes. One that comes back out of the back-forward cache comes back with its camera off and its sockets closed:
 * it starts over. Returns what stops it.
 */
export function asPageGoes(leave: () => void): () => void {
  const back = ({ persisted }: PageTransitionEvent) => persisted && location.reload()
  addEventListener('pagehide', leave)
  addEventListener('pageshow', back)
  return () => {
    removeEventListener('pagehide', leave)
    removeEventListener('pageshow', back)
  }
}
