import type { BlockCause } from './core/block-cause.ts'

/** Why picture and sound do not come, and what may help, in a sentence or two. `name`: of whom they should come from. */
export function causeWords(cause: BlockCause, name: string): string {
  switch (cause) {
    case 'line-lost':
      return 'The line to the clinic is interrupted, and the call cannot begin without it. Is your internet on?'
    case 'away':
      return `${name} has lost the line for a moment. The call begins when they are back.`
    case 'no-answer':
      return `The page of ${name} does not answer yet. It may help if they load it again.`
    case 'no-relay':
      return 'This visit may only go through the clinic’s relay, and there is none. Please tell the clinic.'
    case 'no-network':
      return 'Your browser finds no way out for picture and sound. Is Wi-Fi or mobile data on? If you use a VPN, switch it off.'
    case 'relay-silent':
      return 'Your network seems to block calls. Another one, such as mobile data instead of Wi-Fi, may help.'
    case 'their-network':
      return `The network of ${name} seems to block calls. Another one may help them.`
    case 'no-way':
      return 'Your two networks do not let each other in. Another one, such as mobile data instead of Wi-Fi, may help.'
    case 'through-relay':
      return 'The direct way seems to be blocked. We are trying another one, through the clinic’s relay.'
    case 'unusable':
      return 'Your two browsers do not understand each other. Another browser may help.'
  }
}

export const WRITE_MEANWHILE = 'Meanwhile you can write to each other in the chat.'
