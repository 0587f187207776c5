import type { ClinicWord } from '../../signaling/contract/clinic-note.ts'
import { directionOf, type Language } from '../../signaling/contract/languages.ts'

/** As the waiting room shows them. */
export function clinicWordsIn(language: Language) {
  return { language, dir: directionOf(language), sentences: CLINIC_WORDS[language] }
}

/**
 * What the clinic's ready sentences say to the person who waits, in their language. Controls keep the name they have on the page, which
 * is English, and are followed by what that means. Drawn by the server, so that one language weighs on a page and not six.
 */
export const CLINIC_WORDS: Readonly<Record<Language, Readonly<Record<ClinicWord, string>>>> = {
  en: {
    'five-minutes': 'It will take about five more minutes. Thank you for waiting.',
    'we-are-coming': 'We will be with you in a moment.',
    'allow-devices':
      'Please allow this page to use your camera and microphone: your browser asks for it, usually at the top.',
    unmute: 'Your microphone is off. Please press “Unmute”.',
    'camera-on': 'Your camera is off. If you want to be seen, press “Turn camera on”.',
    'better-network': 'Your connection is weak. If you can, go closer to your Wi-Fi or change to mobile data.',
    'keep-page-open': 'Please keep this page open and in front, so that you do not miss your turn.',
    'we-call-you': 'We will call you on the telephone. Please keep it close to you.',
  },
  de: {
    'five-minutes': 'Es dauert noch etwa fünf Minuten. Danke für Ihre Geduld.',
    'we-are-coming': 'Wir sind gleich bei Ihnen.',
    'allow-devices':
      'Bitte erlauben Sie dieser Seite, Kamera und Mikrofon zu benutzen: Ihr Browser fragt danach, meist oben am Rand.',
    unmute: 'Ihr Mikrofon ist aus. Bitte drücken Sie „Unmute“ (Mikrofon einschalten).',
    'camera-on':
      'Ihre Kamera ist aus. Wenn Sie gesehen werden möchten, drücken Sie „Turn camera on“ (Kamera einschalten).',
    'better-network':
      'Ihre Verbindung ist schwach. Wenn möglich, gehen Sie näher an Ihr WLAN oder wechseln Sie zu mobilen Daten.',
    'keep-page-open': 'Bitte lassen Sie diese Seite offen und im Vordergrund, damit Sie nichts verpassen.',
    'we-call-you': 'Wir rufen Sie am Telefon an. Bitte behalten Sie es in Ihrer Nähe.',
  },
  fr: {
    'five-minutes': 'Il faut encore attendre environ cinq minutes. Merci de votre patience.',
    'we-are-coming': 'Nous sommes à vous dans un instant.',
    'allow-devices':
      'Veuillez autoriser cette page à utiliser votre caméra et votre microphone : votre navigateur le demande, en général en haut.',
    unmute: 'Votre microphone est coupé. Veuillez appuyer sur « Unmute » (activer le microphone).',
    'camera-on': 'Votre caméra est éteinte. Pour être vu, appuyez sur « Turn camera on » (allumer la caméra).',
    'better-network':
      'Votre connexion est faible. Si possible, rapprochez-vous de votre Wi-Fi ou passez aux données mobiles.',
    'keep-page-open': 'Veuillez laisser cette page ouverte et au premier plan pour ne pas manquer votre tour.',
    'we-call-you': 'Nous allons vous appeler par téléphone. Gardez-le près de vous.',
  },
  es: {
    'five-minutes': 'Faltan unos cinco minutos más. Gracias por su paciencia.',
    'we-are-coming': 'Estaremos con usted en un momento.',
    'allow-devices':
      'Permita que esta página use su cámara y su micrófono: el navegador se lo pregunta, normalmente arriba.',
    unmute: 'Su micrófono está apagado. Pulse «Unmute» (activar el micrófono).',
    'camera-on': 'Su cámara está apagada. Si quiere que le vean, pulse «Turn camera on» (encender la cámara).',
    'better-network': 'Su conexión es débil. Si puede, acérquese al wifi o cambie a los datos móviles.',
    'keep-page-open': 'Deje esta página abierta y a la vista para no perder su turno.',
    'we-call-you': 'Le llamaremos por teléfono. Téngalo cerca, por favor.',
  },
  tr: {
    'five-minutes': 'Yaklaşık beş dakika daha sürecek. Beklediğiniz için teşekkür ederiz.',
    'we-are-coming': 'Birazdan sizinle olacağız.',
    'allow-devices':
      'Lütfen bu sayfanın kameranızı ve mikrofonunuzu kullanmasına izin verin: Tarayıcınız bunu genellikle üst kısımda sorar.',
    unmute: 'Mikrofonunuz kapalı. Lütfen “Unmute” (mikrofonu aç) düğmesine basın.',
    'camera-on': 'Kameranız kapalı. Görünmek isterseniz “Turn camera on” (kamerayı aç) düğmesine basın.',
    'better-network': 'Bağlantınız zayıf. Mümkünse Wi-Fi’ye yaklaşın veya mobil veriye geçin.',
    'keep-page-open': 'Sıranızı kaçırmamak için lütfen bu sayfayı açık ve önde tutun.',
    'we-call-you': 'Sizi telefonla arayacağız. Lütfen telefonunuzu yanınızda tutun.',
  },
  ar: {
    'five-minutes': 'سيستغرق الأمر نحو خمس دقائق أخرى. شكرًا لصبركم.',
    'we-are-coming': 'سنكون معكم بعد لحظات.',
    'allow-devices': 'يُرجى السماح لهذه الصفحة باستخدام الكاميرا والميكروفون: يسألكم المتصفح عن ذلك، عادةً في الأعلى.',
    unmute: 'الميكروفون مغلق لديكم. يُرجى الضغط على «Unmute» (تشغيل الميكروفون).',
    'camera-on': 'الكاميرا مغلقة لديكم. إذا أردتم أن نراكم، فاضغطوا على «Turn camera on» (تشغيل الكاميرا).',
    'better-network': 'الاتصال لديكم ضعيف. إن أمكن، اقتربوا من جهاز الواي فاي أو انتقلوا إلى بيانات الهاتف.',
    'keep-page-open': 'يُرجى إبقاء هذه الصفحة مفتوحة وظاهرة أمامكم حتى لا يفوتكم دوركم.',
    'we-call-you': 'سنتصل بكم هاتفيًا. يُرجى إبقاء الهاتف بالقرب منكم.',
  },
}
