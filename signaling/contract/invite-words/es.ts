import type { InviteWords } from './words.ts'

export const es: InviteWords = {
  subject: {
    patient: (clinic) => `Su videoconsulta con ${clinic}`,
    interpreter: (clinic) => `Interpretar en una videoconsulta con ${clinic}`,
    family: (clinic) => `Acompañar a un familiar en su videoconsulta con ${clinic}`,
    colleague: (clinic) => `Invitación profesional a una videoconsulta con ${clinic}`,
    other: (clinic) => `Invitación a una videoconsulta con ${clinic}`,
  },
  hello: 'Hola:',
  why: {
    patient: (clinic) => `Tiene una videoconsulta con ${clinic}.`,
    interpreter: (clinic) => `Le pedimos que interprete en una videoconsulta con ${clinic}.`,
    family: (clinic) => `Le invitamos a acompañar a un familiar en su videoconsulta con ${clinic}.`,
    colleague: (clinic) => `Le invitamos, como profesional de la salud, a una videoconsulta con ${clinic}.`,
    other: (clinic) => `Le invitamos a una videoconsulta con ${clinic}.`,
  },
  when: (when) => `Cuándo: ${when}`,
  now: 'Cuándo: ahora. Puede entrar cuando quiera.',
  open: 'Abra este enlace en un teléfono, una tableta o un ordenador con cámara. No hay que instalar nada:',
  press: ({ next, join }) =>
    `Escriba su nombre, marque la casilla si está de acuerdo y pulse «${next}» (continuar). En la página siguiente pulse «${join}» (unirse a la llamada).`,
  tryOut: (address) => `Puede probar antes la cámara y el micrófono: ${address}`,
  code: (address) => `Si el enlace no se abre, vaya a ${address} y escriba este código:`,
  help: (phone) => `Si algo no funciona, llámenos: ${phone}`,
  telephone: (phone) => `Tel. ${phone}`,
  keep: 'El enlace deja entrar a una sola persona. Por favor, no lo comparta.',
}
