/** The system under an app that shows pages in a window of its own. Such windows often have no camera, and forget everything when closed. */
export type InAppBrowser = 'android' | 'ios' | 'other'

/** Apps by what they add to the name of the window they show pages in. */
const APPS =
  /FBAN|FBAV|FB_IAB|Instagram|WhatsApp\/|Line\/|MicroMessenger|Snapchat|Pinterest\/|LinkedInApp|Twitter for|musical_ly|BytedanceWebview|TikTok|Telegram|KAKAOTALK|Viber|Outlook|GSA\//

/** Null for a browser that people open themselves. */
export function inAppBrowser(userAgent: string): InAppBrowser | null {
  const isAndroid = /Android/.test(userAgent)
  const isApple = /iPhone|iPad|iPod/.test(userAgent)
  // Android's own mark of a web view; Apple's says nothing, but lacks the last word of every browser there, also where it claims to be a Mac.
  const isView =
    /; wv\)/.test(userAgent) ||
    (/(iP(hone|ad|od)|Macintosh).*AppleWebKit/.test(userAgent) && !/Safari\//.test(userAgent))
  if (!isView && !APPS.test(userAgent)) return null
  if (isAndroid) return 'android'
  return isApple || isView ? 'ios' : 'other'
}
