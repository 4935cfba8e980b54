import type { Language } from '@plaza/contract'
import { SeededDice } from '@plaza/kernel'
import { LOGINS, who, type Townsperson } from '../cast.ts'
import { decks } from '../decks.ts'
import { ensemble, type ChatPlan, type Deck } from '../history.ts'
import { seedOf } from '../seed-of.ts'
import { ending } from './endings.ts'

/** The language they use, how much they wrote, and what the second one said last: how long ago and whether it was read. */
type Pair = readonly [
  a: string,
  b: string,
  language: Language,
  count: number,
  last?: { text: string; minutesAgo: number; read?: boolean },
]

const PAIRS: readonly Pair[] = [
  [
    'lucia',
    'carmen',
    'es',
    150,
    { text: '¿Cenas en casa? Hay sopa de pescado, y tu padre ha traído naranjas', minutesAgo: 17 },
  ],
  [
    'lucia',
    'joana',
    'es',
    190,
    { text: 'No te vas a creer a quién he visto en el tranvía. Llámame luego 😂', minutesAgo: 33 },
  ],
  ['lucia', 'dani', 'es', 100, { text: '¿Me guardas dos barras de nueces? Paso a las ocho', minutesAgo: 84 }],
  [
    'lucia',
    'ines',
    'es',
    70,
    { text: 'Tu encargo ya está en la farmacia, cuando quieras', minutesAgo: 320, read: true },
  ],
  ['lucia', 'ruben', 'es', 80],
  [
    'lucia',
    'pilar',
    'es',
    50,
    { text: 'Gracias por el pan de ayer, vecina. Volaron las dos barras', minutesAgo: 1_500, read: true },
  ],
  ['lucia', 'andres', 'es', 40],
  [
    'lucia',
    'zhou',
    'es',
    26,
    { text: 'La bici de Leo está lista: frenos nuevos y el timbre también 🔔', minutesAgo: 260 },
  ],
  ['lucia', 'berta', 'es', 30],
  ['lucia', 'hannah', 'en', 24],
  ['mei', 'shufen', 'zh', 140, { text: '明晚二十个人，你下课能来帮一小时吗？给你留了牛腩', minutesAgo: 21 }],
  ['mei', 'linwei', 'zh', 190, { text: '快看广场上的灯！第一批已经挂起来了 🏮', minutesAgo: 29 }],
  ['mei', 'xiaoyu', 'zh', 110, { text: '姐，渡轮票帮我也买一张，回头请你喝奶茶', minutesAgo: 140 }],
  ['mei', 'zhou', 'zh', 50, { text: '链条给你换好了，有空来骑', minutesAgo: 400, read: true }],
  ['mei', 'ahao', 'zh', 80],
  ['mei', 'guoqiang', 'zh', 40],
  ['mei', 'maya', 'en', 60, { text: 'The library has the study room free at ten, I booked it for us', minutesAgo: 47 }],
  ['mei', 'ines', 'es', 20],
  ['mei', 'pilar', 'es', 22],
  ['mei', 'lucia', 'en', 70],
  [
    'sam',
    'nora',
    'en',
    130,
    { text: 'Did you tell Dad about the boat? He keeps looking at the calendar 👀', minutesAgo: 14 },
  ],
  ['sam', 'owen', 'en', 160, { text: 'Four bikes booked. You owe me two euros and an apology', minutesAgo: 40 }],
  ['sam', 'george', 'en', 110, { text: 'The banjo has a new string. Prepare yourself.', minutesAgo: 190 }],
  [
    'sam',
    'hannah',
    'en',
    60,
    { text: 'Could you bring the keyboard stand on Wednesday? It is behind the blue curtain', minutesAgo: 280 },
  ],
  ['sam', 'maya', 'en', 100],
  ['sam', 'kemal', 'en', 70],
  ['sam', 'ruth', 'en', 40],
  [
    'sam',
    'toni',
    'es',
    36,
    { text: 'El domingo te quiero descansado, que juegas los noventa', minutesAgo: 700, read: true },
  ],
  ['sam', 'zhou', 'en', 20],
  ['sam', 'lucia', 'es', 60],
  ['sam', 'mei', 'en', 60],
]
const OTHERS = 95

/** Conversations of two: those of the three people one can be, and many between others. */
export function directPlans(people: readonly Townsperson[]): ChatPlan[] {
  return [...PAIRS.map(pairPlan), ...servicePlans(), ...otherPlans(people)]
}

function pairPlan([a, b, language, count, last]: Pair): ChatPlan {
  const [first, second] = [who(a), who(b)]
  return {
    key: `${a}-${b}`,
    kind: 'direct',
    members: members(first, second),
    decks: decksOf(first, second, language),
    count,
    ...(last ? { ending: ending(`= any\nB: ${last.text}`, { B: b }, last.minutesAgo) } : {}),
    ...(last && !last.read ? { unread: { [first.id]: 3 } } : {}),
  }
}

/** What two talk about: anything, either way round; and what their places in one family add. */
function decksOf(a: Townsperson, b: Townsperson, language: Language): Deck[] {
  const [one, other] = [
    { ...a, language },
    { ...b, language },
  ]
  const both = [...decks.friends[language], ...decks.friendsTail[language]]
  const kin =
    a.family && a.family === b.family && a.role && b.role
      ? [ensemble(decks.family[language], { [a.role]: one, [b.role]: other }, 0.5)]
      : []
  return [
    ensemble(both, { A: one, B: other }),
    ensemble(both, { A: other, B: one }),
    ...kin.filter(deck => deck.threads.length > 0),
  ]
}

function servicePlans(): ChatPlan[] {
  return LOGINS.flatMap(login => {
    const citizen = who(login)
    return (['cityhall', 'ferry', 'library'] as const).map((key, i) => ({
      key: `${login}-${key}`,
      kind: 'direct' as const,
      members: members(citizen, who(key)),
      decks: [ensemble(decks[key][citizen.language], { A: { ...who(key), language: citizen.language }, B: citizen })],
      count: 0,
      inOrder: true,
      unread: { [citizen.id]: i === 0 ? 1 : 0 },
    }))
  })
}

/** Friends elsewhere in the city: a family's children, neighbours, whoever speaks the same language. */
function otherPlans(people: readonly Townsperson[]): ChatPlan[] {
  const dice = new SeededDice(seedOf('direct'))
  const citizens = people.filter(person => person.kind === 'citizen' && !LOGINS.some(login => login === person.key))
  const seen = new Set<string>()
  const plans: ChatPlan[] = []
  while (plans.length < OTHERS) {
    const a = dice.pick(citizens)
    const b = dice.pick(citizens.filter(person => person.language === a.language && person !== a))
    const key = [a.key, b.key].toSorted().join('-')
    if (seen.has(key)) continue
    seen.add(key)
    plans.push({
      key,
      kind: 'direct',
      members: members(a, b),
      decks: decksOf(a, b, a.language),
      count: 10 + dice.below(22),
    })
  }
  return plans
}

const members = (...people: Townsperson[]): ChatPlan['members'] =>
  people.map(person => ({ person, role: 'member' as const }))
