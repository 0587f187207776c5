import { FILE_LIMITS } from '../../signaling/contract/file-limits.ts'
import { endingOf } from './core/file-name.ts'
import type { Receiving, RefusedFile, Sending, Stopped } from './core/shared-files.ts'

/** What stands in the chat about files. By themselves, so that a page without files does not load them. */

export const SEND_A_FILE = 'Send a file'
export const FILES_NOT_LOADED = 'This part of the page could not be loaded. Check your network and try again.'
export const NOBODY_TO_SEND_TO = 'Nobody else is here to send a file to.'
export const CHECKING_FILE = 'Checking that it arrived whole …'
export const LINE_INTERRUPTED = 'The line is interrupted. It goes on by itself.'
export const LAST_FILES = 'You were sent what stands here. Save what you want to keep: it is gone when you go on.'
export const PROGRAM_WARNING = 'This can run as a program. Open it only if you expected it.'

const KINDS: readonly (readonly [words: string, endings: string])[] = [
  ['PDF', 'pdf'],
  ['picture', 'png jpg jpeg gif webp avif heic heif bmp tif tiff'],
  ['X-ray or scan', 'dcm dicom'],
  ['Word document', 'doc docx'],
  ['spreadsheet', 'xls xlsx ods csv'],
  ['presentation', 'ppt pptx odp'],
  ['text', 'txt md rtf odt log'],
  ['video', 'mp4 mov mkv webm avi 3gp m4v'],
  ['sound', 'mp3 m4a wav ogg opus aac flac amr'],
  ['archive', 'zip 7z rar gz tar'],
  ['calendar entry', 'ics'],
  ['web page', 'html htm xhtml mhtml'],
  ['drawing', 'svg'],
  ['data', 'json xml'],
  [
    'program',
    'exe msi bat cmd com scr pif ps1 vbs vbe js jse mjs wsf hta jar apk dmg pkg app sh run deb rpm appimage lnk reg iso docm xlsm pptm',
  ],
]
/** Those that a browser or a machine would run. */
const RUN = ['program', 'web page', 'drawing']

/** In plain words, by what its ending makes a machine do with it. */
export function fileKind(name: string): string {
  const ending = endingOf(name)
  const known = KINDS.find(([, endings]) => endings.split(' ').includes(ending))
  return known?.[0] ?? (ending === '' ? 'file of no known kind' : `.${ending} file`)
}

export function mayRun(name: string): boolean {
  return RUN.includes(fileKind(name))
}

export function sizeWords(bytes: number): string {
  if (bytes < 999_500) return `${Math.max(1, Math.round(bytes / 1_000))} KB`
  return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')} MB`
}

export function kindAndSize({ name, size }: { readonly name: string; readonly size: number }): string {
  return `${fileKind(name)}, ${sizeWords(size)}`
}

export function refusedWords({ why }: Pick<RefusedFile, 'why'>): string {
  switch (why) {
    case 'too-large':
      return `It was not sent: a file may have ${sizeWords(FILE_LIMITS.size)} at most.`
    case 'empty':
      return 'It was not sent: the file is empty.'
    case 'unreadable':
      return 'It was not sent: this page cannot read it. A folder has to be packed into one file first.'
  }
}

/** Null while there is a picture of the progress instead. */
export function sendingWords(state: Sending, name: string): string | null {
  switch (state.is) {
    case 'asked':
      return `Waiting for ${name} to accept it.`
    case 'sending':
      return null
    case 'whole':
      return `${name} has it.`
    case 'stopped':
      return stoppedWords(state, name, 'sent')
  }
}

export function receivingWords(state: Receiving, name: string): string | null {
  switch (state.is) {
    case 'checking':
      return CHECKING_FILE
    case 'stopped':
      return stoppedWords(state, name, 'received')
    default:
      return null
  }
}

function stoppedWords({ why, by }: Stopped, name: string, way: 'sent' | 'received'): string {
  switch (why) {
    case 'declined':
      return by === 'you' ? 'You declined it.' : `${name} declined it.`
    case 'cancelled':
      return by === 'you' ? 'You cancelled it.' : `${name} cancelled it.`
    case 'too-large':
      return `It is too large for the page of ${name}.`
    case 'too-many':
      return `${name} has too many files to answer. Try again later.`
    case 'unreadable':
      return way === 'sent'
        ? 'It cannot be read any more. Choose it again.'
        : `It did not arrive: ${name} cannot read it any more.`
    case 'damaged':
      return way === 'sent'
        ? `It arrived damaged at ${name}. Send it again.`
        : `It arrived damaged and was thrown away. Ask ${name} to send it again.`
    case 'gone':
      return `It did not arrive: ${name} was not in the call any more.`
    case 'reloaded':
      return way === 'sent'
        ? `It did not arrive: ${name} loaded the page again. Send it once more.`
        : `It did not arrive: ${name} loaded the page again. Ask for it once more.`
    case 'breach':
      return `It was stopped: the page of ${name} did not keep to the rules.`
  }
}
