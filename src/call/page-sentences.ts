/** What pages with a picture in them have in common, the call and the test before it. */

export const CAMERA_STARTS = 'Starting your camera …'
export const CAMERA_OFF_HERE = 'Your camera is off'
export const CHOOSE_ALLOW = 'When your browser asks, choose “Allow”.'
export const NOT_LOADED = 'This could not be loaded: the network is too weak just now. Please close it and try again.'

export function problemWords(id: string): string {
  return `If you ask for help, say problem number ${id}.`
}
