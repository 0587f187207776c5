import type { InviteWords } from './words.ts'

export const ar: InviteWords = {
  subject: {
    patient: (clinic) => `زيارتك عبر الفيديو مع ${clinic}`,
    interpreter: (clinic) => `الترجمة في زيارة عبر الفيديو مع ${clinic}`,
    family: (clinic) => `مرافقة قريب في زيارة فيديو مع ${clinic}`,
    colleague: (clinic) => `دعوة مهنية إلى زيارة فيديو مع ${clinic}`,
    other: (clinic) => `دعوة إلى زيارة عبر الفيديو مع ${clinic}`,
  },
  hello: 'مرحباً،',
  why: {
    patient: (clinic) => `لديك زيارة عبر الفيديو مع ${clinic}.`,
    interpreter: (clinic) => `نرجو منك الترجمة في زيارة عبر الفيديو مع ${clinic}.`,
    family: (clinic) => `ندعوك إلى مرافقة أحد أفراد عائلتك في زيارته عبر الفيديو مع ${clinic}.`,
    colleague: (clinic) => `ندعوك، بصفتك من أهل المهنة، إلى زيارة عبر الفيديو مع ${clinic}.`,
    other: (clinic) => `ندعوك إلى زيارة عبر الفيديو مع ${clinic}.`,
  },
  when: (when) => `الموعد: ${when}`,
  now: 'الموعد: الآن. يمكنك الدخول في أي وقت.',
  open: 'افتح هذا الرابط على هاتف أو جهاز لوحي أو حاسوب مزوّد بكاميرا. لا حاجة إلى تثبيت أي شيء:',
  press: ({ next, join }) =>
    `اكتب اسمك، وضع علامة في المربع إذا كنت موافقاً، ثم اضغط على «${next}» (متابعة). وفي الصفحة التالية اضغط على «${join}» (الانضمام إلى المكالمة).`,
  tryOut: (address) => `يمكنك تجربة الكاميرا والميكروفون مسبقاً: ${address}`,
  code: (address) => `إذا لم يُفتح الرابط، فانتقل إلى ${address} واكتب هذا الرمز:`,
  help: (phone) => `إذا لم يعمل شيء ما، فاتصل بنا: ${phone}`,
  telephone: (phone) => `هاتف: ${phone}`,
  keep: 'يسمح هذا الرابط بدخول شخص واحد فقط. نرجو عدم إرساله إلى غيرك.',
}
