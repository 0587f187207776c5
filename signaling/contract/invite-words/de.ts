import type { InviteWords } from './words.ts'

export const de: InviteWords = {
  subject: {
    patient: (clinic) => `Ihre Videosprechstunde bei ${clinic}`,
    interpreter: (clinic) => `Dolmetschen in einer Videosprechstunde bei ${clinic}`,
    family: (clinic) => `Videosprechstunde bei ${clinic}: Begleitung aus der Familie`,
    colleague: (clinic) => `Fachliche Einladung zu einer Videosprechstunde bei ${clinic}`,
    other: (clinic) => `Einladung zu einer Videosprechstunde bei ${clinic}`,
  },
  hello: 'Guten Tag,',
  why: {
    patient: (clinic) => `Sie haben eine Videosprechstunde bei ${clinic}.`,
    interpreter: (clinic) => `Wir bitten Sie, in einer Videosprechstunde bei ${clinic} zu dolmetschen.`,
    family: (clinic) =>
      `Wir laden Sie ein, jemanden aus Ihrer Familie in der Videosprechstunde bei ${clinic} zu begleiten.`,
    colleague: (clinic) =>
      `Wir laden Sie als Fachkollegin oder Fachkollegen zu einer Videosprechstunde bei ${clinic} ein.`,
    other: (clinic) => `Wir laden Sie zu einer Videosprechstunde bei ${clinic} ein.`,
  },
  when: (when) => `Wann: ${when}`,
  now: 'Wann: jetzt. Kommen Sie herein, sobald Sie bereit sind.',
  open: 'Öffnen Sie diesen Link auf einem Telefon, Tablet oder Computer mit Kamera. Sie müssen nichts installieren:',
  press: ({ next, join }) =>
    `Geben Sie Ihren Namen ein, setzen Sie das Häkchen, wenn Sie einverstanden sind, und drücken Sie auf „${next}“ (weiter). Auf der nächsten Seite drücken Sie auf „${join}“ (am Gespräch teilnehmen).`,
  tryOut: (address) => `Kamera und Mikrofon können Sie vorher ausprobieren: ${address}`,
  code: (address) => `Wenn sich der Link nicht öffnet, gehen Sie auf ${address} und geben Sie diesen Code ein:`,
  help: (phone) => `Wenn etwas nicht klappt, rufen Sie uns an: ${phone}`,
  telephone: (phone) => `Tel. ${phone}`,
  keep: 'Der Link lässt eine einzige Person herein. Bitte geben Sie ihn nicht weiter.',
}
