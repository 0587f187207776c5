import type { Progress } from './core/chat.ts'

/** What stands in the chat beside people's own words. By themselves, so that a page that never opens the chat does not load them. */

export const NO_LINES_YET = 'Nothing written yet. What you write here is kept nowhere.'
export const WRITER_HAS_LEFT = 'Somebody who has left'

export function progressWords(progress: Progress): string {
  switch (progress.is) {
    case 'pending':
      return 'Sending …'
    case 'sent':
      return 'Sent'
    case 'delivered':
      return 'Delivered'
  }
}
