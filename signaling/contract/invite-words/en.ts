import type { InviteWords } from './words.ts'

export const en: InviteWords = {
  subject: {
    patient: (clinic) => `Your video visit with ${clinic}`,
    interpreter: (clinic) => `Interpreting at a video visit with ${clinic}`,
    family: (clinic) => `A video visit with ${clinic}, as family`,
    colleague: (clinic) => `A video visit with ${clinic}, as a colleague`,
    other: (clinic) => `A video visit with ${clinic}`,
  },
  hello: 'Hello,',
  why: {
    patient: (clinic) => `You have a video visit with ${clinic}.`,
    interpreter: (clinic) => `You are asked to interpret at a video visit with ${clinic}.`,
    family: (clinic) => `You are invited to be with somebody of your family at their video visit with ${clinic}.`,
    colleague: (clinic) => `You are invited as a colleague to a video visit with ${clinic}.`,
    other: (clinic) => `You are invited to a video visit with ${clinic}.`,
  },
  when: (when) => `When: ${when}`,
  now: 'When: now. You can come in as soon as you are ready.',
  open: 'Open this link on a phone, tablet or computer with a camera. There is nothing to install:',
  press: ({ next, join }) =>
    `Type your name, tick the box if you agree and press “${next}”. On the next page press “${join}”.`,
  tryOut: (address) => `You can try camera and microphone before that day: ${address}`,
  code: (address) => `If the link does not open, go to ${address} and type this code:`,
  help: (phone) => `If something does not work, call us: ${phone}`,
  telephone: (phone) => `Tel. ${phone}`,
  keep: 'The link lets one person in. Please do not pass it on.',
}
