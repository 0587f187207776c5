/**
 * An Android link that opens an address in the reader's own browser, out of the app that shows the page
 * (https://developer.android.com/reference/android/content/Intent#toUri(int)). Android reads from the last `#` on, so one before it stays.
 */
export function intentLink(address: string): string {
  const [scheme = 'https', rest = ''] = address.split(/:\/\/(.*)/s)
  return `intent://${rest}#Intent;scheme=${scheme};action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE;end`
}
