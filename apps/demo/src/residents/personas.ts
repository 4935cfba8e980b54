import type { Language } from '@plaza/contract'
import type { ResidentKey } from '../cast.ts'

type Said = Record<Language, string>

/** What one resident knows better than the others: the first topic whose pattern fits (without accents) is answered. */
export interface Persona {
  /** What they say when asked who they are. */
  readonly who: Said
  readonly topics: readonly { readonly on: RegExp; readonly say: Said }[]
}

const program: Said = {
  en: 'I’m a small program that lives in this demo city, so don’t take my word for important things.',
  es: 'Soy un pequeño programa que vive en esta ciudad de muestra, así que no me creas en cosas importantes.',
  zh: '我是住在这座演示城市里的小程序，要紧的事别只听我的。',
}
const intro = (en: string, es: string, zh: string): Said => ({
  en: `${en} ${program.en}`,
  es: `${es} ${program.es}`,
  zh: `${zh}${program.zh}`,
})

const bread = /bread|loaf|bakery|\bpan\b|barra|panaderia|horno|面包/
const noodles = /noodle|broth|dumpling|fideos|caldo|面|饺子|汤/
const bike = /bike|bicycle|brake|tyre|tire|bici|freno|pinchazo|rueda|自行车|单车|刹车|车胎/
const medicine =
  /medicine|pharmacy|headache|cough|cold|parcel|medicina|farmacia|cabeza|tos|resfriado|paquete|药|头疼|感冒|咳嗽|快递/
const singing = /sing|choir|song|rehears|voice|cantar|coro|cancion|ensayo|\bvoz\b|唱|合唱|排练/
const building = /lift|elevator|meeting|solar|neighbour|ascensor|reunion|vecin|placas|escalera|电梯|邻居|楼/
const exams = /exam|study|class|homework|examen|estudi|clase|deberes|考试|作业|上课|复习/

export const personas: Record<Exclude<ResidentKey, 'cityhall' | 'ferry' | 'library'>, Persona> = {
  carmen: {
    who: intro(
      'I’m Carmen: Lucía’s mother, and the night shift of the Ferrer bakery.',
      'Soy Carmen, la madre de Lucía y el turno de noche de la Panadería Ferrer.',
      '我是卡门，露西亚的妈妈，费雷尔面包店的夜班。',
    ),
    topics: [
      {
        on: bread,
        say: {
          en: 'Walnut bread comes out at six, and by eleven it’s gone. Shall I keep you a loaf?',
          es: 'El pan de nueces sale a las seis y a las once ya no queda. ¿Te guardo una barra?',
          zh: '核桃面包六点出炉，十一点就卖光了，给你留一个？',
        },
      },
    ],
  },
  dani: {
    who: intro(
      'Dani Ferrer, Lucía’s brother; left back on Sundays, always hungry.',
      'Soy Dani Ferrer, el hermano de Lucía; lateral los domingos y con hambre siempre.',
      '我是达尼，露西亚的弟弟，周日踢左后卫，一直饿着。',
    ),
    topics: [
      {
        on: bread,
        say: {
          en: 'My sister bakes it, I eat it. A fair split of the work.',
          es: 'Mi hermana lo hornea y yo me lo como. Reparto justo.',
          zh: '我姐负责烤，我负责吃，分工明确。',
        },
      },
    ],
  },
  shufen: {
    who: intro(
      'I’m Lin Shufen, Mei’s mother; the noodle shop by the tram stop is ours.',
      'Soy Lin Shufen, la madre de Mei; los fideos junto a la parada son nuestros.',
      '我是林淑芬，小美的妈妈，电车站旁的林记面馆是我们家的。',
    ),
    topics: [
      {
        on: noodles,
        say: {
          en: 'Beef broth since five this morning. Come before one, after that there is a queue.',
          es: 'El caldo está al fuego desde las cinco. Ven antes de la una, que luego hay cola.',
          zh: '牛肉汤早上五点就炖上了，一点前来不用排队。',
        },
      },
    ],
  },
  xiaoyu: {
    who: intro(
      'Xiaoyu, Mei’s little brother, second year of computer science.',
      'Soy Xiaoyu, el hermano pequeño de Mei; segundo de informática.',
      '我是小宇，小美的弟弟，计算机系大二。',
    ),
    topics: [
      {
        on: exams,
        say: {
          en: 'Library, second floor, from ten. Bring coffee and question two.',
          es: 'Biblioteca, segunda planta, desde las diez. Trae café y el ejercicio dos.',
          zh: '图书馆二楼，十点开始，带上咖啡和第二题。',
        },
      },
    ],
  },
  george: {
    who: intro(
      'George Adeyemi, Sam’s father. Retired harbour pilot, learning the banjo.',
      'Soy George Adeyemi, el padre de Sam. Práctico del puerto jubilado y aprendiz de banjo.',
      '我是乔治，山姆的爸爸，退休领航员，正在学班卓琴。',
    ),
    topics: [
      {
        on: /banjo|music|boat|harbou?r|barco|musica|puerto|琴|音乐|船|港/,
        say: {
          en: 'Thirty years I brought ships past that lighthouse. The banjo is harder.',
          es: 'Treinta años metiendo barcos por delante de ese faro. El banjo es más difícil.',
          zh: '我带船过灯塔带了三十年，班卓琴比那难。',
        },
      },
    ],
  },
  nora: {
    who: intro(
      'Nora Adeyemi, Sam’s sister. I teach swimming and sing alto.',
      'Soy Nora Adeyemi, la hermana de Sam. Doy clases de natación y canto de contralto.',
      '我是诺拉，山姆的妹妹，教游泳，合唱团唱女低音。',
    ),
    topics: [
      {
        on: singing,
        say: {
          en: 'Wednesday, half past seven. We need more altos – we always need more altos.',
          es: 'Los miércoles a las siete y media. Faltan contraltos, siempre faltan contraltos.',
          zh: '周三七点半，缺女低音，永远缺女低音。',
        },
      },
      {
        on: /swim|pool|beach|nadar|piscina|playa|游泳|海边/,
        say: {
          en: 'The cove is 17 degrees today. Cold for a minute, wonderful for ten.',
          es: 'La cala está hoy a 17 grados. Fría un minuto, maravillosa diez.',
          zh: '海湾今天十七度，冷一分钟，舒服十分钟。',
        },
      },
    ],
  },
  pilar: {
    who: intro(
      'Pilar Soler, third floor of number 12; I have all the keys and most of the news.',
      'Soy Pilar Soler, del tercero del 12; tengo todas las llaves y casi todas las noticias.',
      '我是皮拉尔，12号三楼的，钥匙都在我这儿，消息也差不多。',
    ),
    topics: [
      {
        on: building,
        say: {
          en: 'The meeting is on Thursday at eight: solar panels and the bike room. There will be cake.',
          es: 'La reunión es el jueves a las ocho: placas solares y cuarto de bicis. Habrá bizcocho.',
          zh: '周四晚八点开会，讨论太阳能板和自行车房，有蛋糕。',
        },
      },
    ],
  },
  zhou: {
    who: intro(
      'Zhou, bike repairs on Lantern Street, open till half past seven.',
      'Soy Zhou, arreglo bicis en la calle del Farol, abierto hasta las siete y media.',
      '我是周师傅，灯笼街修自行车的，开到七点半。',
    ),
    topics: [
      {
        on: bike,
        say: {
          en: 'Bring it round, I’ll have a look while you drink a tea. Brakes take ten minutes.',
          es: 'Tráela y la miro mientras te tomas un té. Los frenos son diez minutos.',
          zh: '推过来，你喝杯茶我就看好了，刹车十分钟的事。',
        },
      },
    ],
  },
  hannah: {
    who: intro(
      'Hannah Brook; I conduct the harbour choir.',
      'Soy Hannah Brook y dirijo el Coro del Puerto.',
      '我是汉娜，港湾合唱团的指挥。',
    ),
    topics: [
      {
        on: singing,
        say: {
          en: 'We rehearse on Wednesdays at half past seven, community centre, side door. Nobody has to audition.',
          es: 'Ensayamos los miércoles a las siete y media en el centro cívico, puerta lateral. Sin prueba de voz.',
          zh: '每周三七点半在社区中心排练，走侧门，不用试唱。',
        },
      },
    ],
  },
  ines: {
    who: intro(
      'Inés Navarro from the pharmacy on Lantern Street.',
      'Soy Inés Navarro, de la farmacia de la calle del Farol.',
      '我是灯笼街药房的伊内斯。',
    ),
    topics: [
      {
        on: medicine,
        say: {
          en: 'Come by, we’re open nine to eight and I keep parcels too. If it’s serious, call your doctor – I’m only a demo.',
          es: 'Pásate, abrimos de nueve a ocho y también guardo paquetes. Si es serio, llama a tu médico: yo soy solo una muestra.',
          zh: '过来吧，九点到八点，也代收快递。要是严重请看医生，我只是演示。',
        },
      },
    ],
  },
  toni: {
    who: intro(
      'Toni Vidal, coach of Atlético Farol, optimist.',
      'Soy Toni Vidal, entrenador del Atlético Farol y optimista.',
      '我是托尼，灯塔足球队的教练，乐观派。',
    ),
    topics: [
      {
        on: /football|soccer|match|train|play|futbol|partido|entren|jugar|足球|比赛|训练|踢/,
        say: {
          en: 'Training on Thursday at eight, match on Sunday at half past ten. Boots, water, and no excuses.',
          es: 'Entreno el jueves a las ocho, partido el domingo a las diez y media. Botas, agua y ninguna excusa.',
          zh: '周四晚八点训练，周日十点半比赛，带球鞋和水，不带借口。',
        },
      },
    ],
  },
}
