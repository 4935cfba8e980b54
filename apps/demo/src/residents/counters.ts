import type { Language } from '@plaza/contract'
import { demoId } from '../cast.ts'
import { plain } from './tongue.ts'

/** The city's three services: what they answer depends on the question and on the hour. `now` is in milliseconds. */
export type Counter = (text: string, language: Language, now: number, message: string) => string | undefined

const CROSSING_MINUTES = 40
const TURNAROUND_MINUTES = 15
const SHOWN_DEPARTURES = 3

const two = (n: number) => String(n).padStart(2, '0')
const clock = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
const minutesOf = (now: number) => new Date(now).getHours() * 60 + new Date(now).getMinutes()

/** Departures from Old Quay in minutes of the day: every half hour from 6:30 to 22:00, at weekends hourly from 8:00. */
export function timetable(weekday: number): number[] {
  const [first, last, step] = weekday === 0 || weekday === 6 ? [480, 1_320, 60] : [390, 1_320, 30]
  return Array.from({ length: (last - first) / step + 1 }, (_, i) => first + i * step)
}

/** The next departures after this moment, today or, late at night, tomorrow. */
export function nextDepartures(now: number, back: boolean): { today: boolean; at: string[] } {
  const shift = back ? CROSSING_MINUTES + TURNAROUND_MINUTES : 0
  const weekday = new Date(now).getDay()
  const left = timetable(weekday)
    .map(minutes => minutes + shift)
    .filter(minutes => minutes > minutesOf(now))
  const today = left.length > 0
  const times = today ? left : timetable((weekday + 1) % 7).map(minutes => minutes + shift)
  return { today, at: times.slice(0, SHOWN_DEPARTURES).map(clock) }
}

export const ferry: Counter = (text, language, now) => {
  const bare = plain(text)
  if (/price|ticket|cost|how much|precio|billete|cuanto|cuesta|票|多少钱|价/.test(bare)) {
    return {
      en: 'A single is 3.20 €, a return 5.50 €; under twelve free. Bikes 1 €, dogs travel free on deck.',
      es: 'Ida 3,20 €, ida y vuelta 5,50 €; menores de doce, gratis. Bicis 1 €, perros gratis en cubierta.',
      zh: '单程3.20欧元，往返5.50欧元，十二岁以下免费。自行车1欧元，小狗在甲板免费。',
    }[language]
  }
  const asked =
    /ferr[yi]|boat|next|departure|time|when|island|leave|barco|sale|salida|proxim|cuando|hora|isla|horario|渡轮|船|几点|下一班|什么时候|班次|时刻|鹭岛/
  if (!asked.test(bare)) return undefined
  const back = /from the island|way back|return|back from|desde la isla|vuelta|volver|regres|从(鹭)?岛|回程|返程/.test(
    bare,
  )
  const { today, at } = nextDepartures(now, back)
  const times = at.join(', ')
  return {
    en: `Next from ${back ? 'Heron Island' : 'Old Quay'}${today ? '' : ' tomorrow'}: ${times}. The crossing takes ${CROSSING_MINUTES} minutes; please be there ten minutes before.`,
    es: `Próximas salidas desde ${back ? 'Isla Garza' : 'el Muelle Viejo'}${today ? '' : ' mañana'}: ${times}. La travesía dura ${CROSSING_MINUTES} minutos; llegue diez minutos antes.`,
    zh: `${back ? '鹭岛' : '老码头'}${today ? '' : '明天'}接下来的班次：${times}。航程${CROSSING_MINUTES}分钟，请提前十分钟到。`,
  }[language]
}

const LIBRARY_DAYS: readonly (readonly [from: number, to: number] | undefined)[] = [
  undefined,
  [9, 20],
  [9, 20],
  [9, 20],
  [9, 20],
  [9, 20],
  [9, 13],
]

export const library: Counter = (text, language, now) => {
  const bare = plain(text)
  if (/renew|extend|renov|prorrog|ampli|续借|延长/.test(bare)) {
    const until = new Date(now + 21 * 86_400_000)
    const date = `${until.getDate()}.${until.getMonth() + 1}.`
    return {
      en: `Renewed: your loans are now due on ${date} Enjoy your reading.`,
      es: `Renovado: la nueva fecha de devolución es el ${date} Buena lectura.`,
      zh: `已续借，新的归还日期是${until.getMonth() + 1}月${until.getDate()}日，祝阅读愉快。`,
    }[language]
  }
  if (!/open|hour|close|time|when|today|abr|abiert|horario|cierr|hora|hoy|开|关|几点|时间|今天/.test(bare))
    return undefined
  const date = new Date(now)
  const span = LIBRARY_DAYS[date.getDay()]
  const open = span !== undefined && date.getHours() >= span[0] && date.getHours() < span[1]
  return {
    en: `Monday to Friday 9 to 20, Saturday 9 to 13. Right now we are ${open ? 'open' : 'closed'}.`,
    es: `De lunes a viernes de 9 a 20, sábados de 9 a 13. Ahora mismo estamos ${open ? 'abiertos' : 'cerrados'}.`,
    zh: `周一至周五9点到20点，周六9点到13点。现在${open ? '开放' : '闭馆'}。`,
  }[language]
}

const CITY_TOPICS: readonly (readonly [RegExp, Record<Language, string>])[] = [
  [
    /water|agua|水/,
    {
      en: 'Water on Lantern Street is off on Thursday from 9 to 13 while the mains are renewed. Elsewhere there are no works this week.',
      es: 'El jueves de 9 a 13 h se corta el agua en la calle del Farol por renovación de la red. En el resto no hay obras esta semana.',
      zh: '灯笼街周四9时至13时换管停水，其他地方本周没有施工。',
    },
  ],
  [
    /waste|rubbish|trash|bin|bulky|furniture|basura|residuo|muebles|contenedor|垃圾|大件|回收/,
    {
      en: 'Paper on Tuesdays, glass and cans on Fridays. Bulky things: tell me the street and we collect them on the first Monday.',
      es: 'Papel los martes, vidrio y latas los viernes. Muebles: dígame la calle y los recogemos el primer lunes de mes.',
      zh: '周二收纸类，周五收玻璃和罐头。大件请告诉我街道，每月第一个周一上门。',
    },
  ],
  [
    /permit|terrace|tables|parking|licen|permiso|mesas|aparca|许可|停车|申请/,
    {
      en: 'Permits for terraces, moving days and parking: here in the chat or at counter 3. It takes three to five working days.',
      es: 'Permisos de terraza, mudanza y aparcamiento: por este chat o en la ventanilla 3. Tardan de tres a cinco días hábiles.',
      zh: '摆桌、搬家、停车许可可在这里或三号窗口申请，三至五个工作日。',
    },
  ],
  [
    /address|register|move|certificate|empadron|domicilio|padron|certificado|住址|登记|证明/,
    {
      en: 'Register a new address at counter 3 with an identity document and your lease; the certificate is ready at once.',
      es: 'El empadronamiento se hace en la ventanilla 3 con documento y contrato; el certificado sale en el momento.',
      zh: '住址登记请带身份证件和租约到三号窗口，证明当场可取。',
    },
  ],
  [
    /solar|panel|placas|太阳能/,
    {
      en: 'Lumar pays back a third of the cost of solar panels on shared roofs. The form is at counter 5 and here on request.',
      es: 'Lumar devuelve un tercio del coste de las placas en tejados comunitarios. El formulario está en la ventanilla 5.',
      zh: '共用屋顶装太阳能板，市里补助三分之一，五号窗口领表。',
    },
  ],
  [
    /festival|lantern|fiesta|luces|灯/,
    {
      en: 'Festival of Lights: Saturday, 18:00, Heron Square. Tram 2 runs until one at night.',
      es: 'Fiesta de las Luces: sábado a las 18:00 en la plaza Garza. El tranvía 2 circula hasta la una.',
      zh: '灯火节：周六18点，鹭鸟广场，二路电车运行到凌晨一点。',
    },
  ],
  [
    /tram|bus|tranvia|autobus|电车|公交/,
    {
      en: 'Tram 2 runs every 20 minutes this week because of track works between Mill Gardens and the fish market; bus 11 helps out.',
      es: 'El tranvía 2 pasa cada 20 minutos esta semana por obras entre Molino y la Lonja; el bus 11 refuerza.',
      zh: '磨坊站至鱼市修轨，本周二路电车二十分钟一班，11路加密。',
    },
  ],
  [
    /hour|open|close|counter|horario|abr|cierr|ventanilla|几点|时间|上班|窗口/,
    {
      en: 'The counters at Heron Square 1 are open Monday to Friday 8:30 to 14:00, Thursdays also 16:00 to 18:30. This chat answers always.',
      es: 'Las ventanillas de la plaza Garza 1 abren de lunes a viernes de 8:30 a 14:00; los jueves también de 16:00 a 18:30. Este chat contesta siempre.',
      zh: '鹭鸟广场一号窗口周一至周五8:30至14:00，周四另有16:00至18:30。这里随时回复。',
    },
  ],
]

export const cityhall: Counter = (text, language, _now, message) => {
  const bare = plain(text)
  if (/appointment|book|\bcita\b|reserv|预约/.test(bare)) {
    const number = 20_000 + (Number.parseInt(demoId('appointment', message).slice(0, 6), 16) % 10_000)
    return {
      en: `You have an appointment: Thursday, 10:20, counter 3, number ${number}. Write “cancel” if you cannot come.`,
      es: `Cita reservada: jueves, 10:20, ventanilla 3, número ${number}. Escriba «anular» si no puede venir.`,
      zh: `已预约：周四10:20，三号窗口，号码${number}。不能来请回复“取消”。`,
    }[language]
  }
  return CITY_TOPICS.find(([on]) => on.test(bare))?.[1][language]
}

/** What a service says to anything else, and to "who are you". */
export const COUNTER_HELP: Record<'cityhall' | 'ferry' | 'library', Record<Language, string>> = {
  cityhall: {
    en: 'This is City Hall’s automatic assistant. I can tell you about water works, waste, permits, registration, trams, the festival and our hours, or book an appointment. What is it about?',
    es: 'Soy el asistente automático del Ayuntamiento. Puedo informarle de cortes de agua, residuos, permisos, padrón, tranvía, la fiesta y horarios, o reservar una cita. ¿De qué se trata?',
    zh: '我是市政厅自动助手，可以查停水、垃圾、许可、登记、电车、灯火节和办公时间，也可以预约。请问是什么事？',
  },
  ferry: {
    en: 'This is the harbour ferry’s automatic desk. Ask me for the next departures, the way back, or tickets.',
    es: 'Soy la taquilla automática del ferry. Pregúnteme por las próximas salidas, la vuelta o los billetes.',
    zh: '这里是渡轮自动服务台，可以问下一班、回程或票价。',
  },
  library: {
    en: 'This is the library’s automatic desk. Ask for our hours, or write “renew” to keep your books three weeks longer.',
    es: 'Soy el mostrador automático de la biblioteca. Pregunte por el horario o escriba «renovar» para tres semanas más.',
    zh: '这里是图书馆自动服务台，可以问开放时间，或回复“续借”延长三周。',
  },
}
