import { plain } from './tongue.ts'

/** What somebody wants, as far as small rules can tell. */
export type Intent =
  | 'who'
  | 'joke'
  | 'ferry'
  | 'hours'
  | 'dinner'
  | 'football'
  | 'festival'
  | 'weather'
  | 'help'
  | 'how'
  | 'thanks'
  | 'bye'
  | 'greeting'
  | 'laugh'
  | 'question'
  | 'other'

/** The first that fits: what is asked goes before how it is wrapped. Compared without accents, in small letters. */
const RULES: readonly (readonly [Intent, RegExp])[] = [
  [
    'who',
    /who (are|r) (you|u)|what are you|are you (a |an )?(bot|robot|human|real|person)|quien eres|que eres|eres (un |una )?(bot|robot|humano|humana|persona|programa)|你是谁|你是什么|你是(不是)?(机器人|真人|人)/,
  ],
  ['joke', /joke|something funny|make me laugh|chiste|algo gracioso|hazme reir|笑话|搞笑|逗我/],
  ['ferry', /ferry|boat|ferri|barco|transbordador|island|\bisla\b|渡轮|船|鹭岛/],
  [
    'hours',
    /opening|open (today|now|until|till)|when do you (open|close)|are you open|hours|horario|a que hora (abr|cierr)|abris|abierto|cerrais|几点(开|关)|营业|开门|关门|上班时间|开放时间/,
  ],
  [
    'dinner',
    /dinner|lunch|supper|hungry|\beat|food|cook|cena|comida|comer|hambre|almuerzo|cocina|吃饭|晚饭|午饭|吃什么|饿|做饭/,
  ],
  ['football', /football|soccer|match|goal|futbol|partido|\bgol\b|atletico|足球|球赛|踢球|进球/],
  ['festival', /festival|lantern|fiesta|luces|farolillo|灯火|灯笼|节日/],
  [
    'weather',
    /weather|rain|sunny|windy|tiempo hace|llueve|lluvia|hace (frio|calor|sol|viento)|天气|下雨|刮风|好冷|好热/,
  ],
  ['help', /\bhelp\b|what can you do|ayuda|que (sabes|puedes) hacer|帮忙|帮助|你会什么|能做什么/],
  [
    'how',
    /how are you|how'?s it going|how are things|what'?s up|you ok|que tal|como (estas|esta|va|andas)|你好吗|最近怎么样|怎么样|在忙/,
  ],
  ['thanks', /thank|cheers|gracias|谢谢|多谢|感谢/],
  [
    'bye',
    /\bbye|good ?night|see you|talk later|adios|hasta (luego|manana|pronto)|buenas noches|nos vemos|再见|拜拜|晚安|回头见/,
  ],
  [
    'greeting',
    /^\W*(hi|hello|hey|good (morning|afternoon|evening)|hola|buenas|buenos dias)\b|早上好|你好|您好|早安|^(嗨|早|在吗|哈喽)/,
  ],
  ['laugh', /ha(ha)+|ja(ja)+|lol|😂|🤣|哈哈/],
]

export function intentOf(text: string): Intent {
  const bare = plain(text)
  const found = RULES.find(([, pattern]) => pattern.test(bare))
  return found ? found[0] : /[?？]\s*$/.test(text) ? 'question' : 'other'
}
