/** Calls when the signal is aborted, also when it is already: what is asked for afterwards must not wait for ever. */
export function onStop(stop: AbortSignal, call: () => void): void {
  if (stop.aborted) call()
  else stop.addEventListener('abort', call, { once: true })
}
