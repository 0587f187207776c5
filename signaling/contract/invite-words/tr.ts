import type { InviteWords } from './words.ts'

export const tr: InviteWords = {
  subject: {
    patient: (clinic) => `${clinic} ile görüntülü görüşmeniz`,
    interpreter: (clinic) => `${clinic} ile görüntülü görüşmede tercümanlık`,
    family: (clinic) => `${clinic} ile görüntülü görüşmede yakınınıza eşlik`,
    colleague: (clinic) => `${clinic} ile görüntülü görüşmeye meslektaş daveti`,
    other: (clinic) => `${clinic} ile görüntülü görüşmeye davet`,
  },
  hello: 'Merhaba,',
  why: {
    patient: (clinic) => `${clinic} ile görüntülü bir görüşmeniz var.`,
    interpreter: (clinic) => `${clinic} ile yapılacak görüntülü görüşmede tercümanlık yapmanızı rica ederiz.`,
    family: (clinic) => `${clinic} ile yapılacak görüntülü görüşmede bir yakınınıza eşlik etmeye davetlisiniz.`,
    colleague: (clinic) => `${clinic} ile yapılacak görüntülü görüşmeye meslektaş olarak davetlisiniz.`,
    other: (clinic) => `${clinic} ile yapılacak görüntülü görüşmeye davetlisiniz.`,
  },
  when: (when) => `Zaman: ${when}`,
  now: 'Zaman: şimdi. Hazır olduğunuzda girebilirsiniz.',
  open: 'Bu bağlantıyı kamerası olan bir telefonda, tablette veya bilgisayarda açın. Bir şey yüklemeniz gerekmez:',
  press: ({ next, join }) =>
    `Adınızı yazın, kabul ediyorsanız kutuyu işaretleyin ve “${next}” (devam) düğmesine basın. Sonraki sayfada “${join}” (görüşmeye katıl) düğmesine basın.`,
  tryOut: (address) => `Kameranızı ve mikrofonunuzu önceden deneyebilirsiniz: ${address}`,
  code: (address) => `Bağlantı açılmazsa ${address} adresine gidin ve şu kodu yazın:`,
  help: (phone) => `Bir şey çalışmazsa bizi arayın: ${phone}`,
  telephone: (phone) => `Tel. ${phone}`,
  keep: 'Bu bağlantı tek bir kişiyi içeri alır. Lütfen başkasına iletmeyin.',
}
