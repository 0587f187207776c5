import type { InviteWords } from './words.ts'

export const fr: InviteWords = {
  subject: {
    patient: (clinic) => `Votre téléconsultation avec ${clinic}`,
    interpreter: (clinic) => `Interprétation pendant une téléconsultation avec ${clinic}`,
    family: (clinic) => `Accompagner un proche à sa téléconsultation avec ${clinic}`,
    colleague: (clinic) => `Invitation professionnelle à une téléconsultation avec ${clinic}`,
    other: (clinic) => `Invitation à une téléconsultation avec ${clinic}`,
  },
  hello: 'Bonjour,',
  why: {
    patient: (clinic) => `Vous avez une téléconsultation avec ${clinic}.`,
    interpreter: (clinic) => `Nous vous demandons d’interpréter pendant une téléconsultation avec ${clinic}.`,
    family: (clinic) => `Nous vous invitons à accompagner un proche pendant sa téléconsultation avec ${clinic}.`,
    colleague: (clinic) =>
      `Nous vous invitons, en tant que professionnel de santé, à une téléconsultation avec ${clinic}.`,
    other: (clinic) => `Nous vous invitons à une téléconsultation avec ${clinic}.`,
  },
  when: (when) => `Quand : ${when}`,
  now: 'Quand : maintenant. Vous pouvez entrer quand vous voulez.',
  open: 'Ouvrez ce lien sur un téléphone, une tablette ou un ordinateur muni d’une caméra. Il n’y a rien à installer :',
  press: ({ next, join }) =>
    `Écrivez votre nom, cochez la case si vous êtes d’accord et appuyez sur « ${next} » (continuer). À la page suivante, appuyez sur « ${join} » (rejoindre l’appel).`,
  tryOut: (address) => `Vous pouvez essayer votre caméra et votre micro avant ce jour : ${address}`,
  code: (address) => `Si le lien ne s’ouvre pas, allez sur ${address} et tapez ce code :`,
  help: (phone) => `Si quelque chose ne marche pas, appelez-nous : ${phone}`,
  telephone: (phone) => `Tél. ${phone}`,
  keep: 'Ce lien laisse entrer une seule personne. Merci de ne pas le transmettre.',
}
