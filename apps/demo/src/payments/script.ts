/** A small group that eats together and settles up; the first of them made it. */
export interface Circle {
  readonly key: string
  readonly title: string
  readonly members: readonly string[]
}

/** Something about money that happened; amounts are minor units. Where it is not among two, it is in a circle. */
export type Deed =
  | { readonly did: 'says'; readonly by: string; readonly where: string; readonly text: string }
  | { readonly did: 'pays'; readonly by: string; readonly to: string; readonly cents: bigint; readonly note: string }
  | { readonly did: 'asks'; readonly by: string; readonly of: string; readonly cents: bigint; readonly note: string }
  | {
      readonly did: 'splits'
      readonly by: string
      readonly where: string
      readonly cents: bigint
      readonly note: string
      /** Who has paid their part; the others still owe it. */
      readonly paid: readonly string[]
    }
  | {
      readonly did: 'gives'
      readonly by: string
      readonly where: string
      readonly cents: bigint
      readonly wish: string
      readonly takers: readonly string[]
    }

export interface Day {
  readonly daysAgo: number
  readonly deeds: readonly Deed[]
}

const says = (by: string, where: string, text: string): Deed => ({ did: 'says', by, where, text })
const pays = (by: string, to: string, cents: bigint, note: string): Deed => ({ did: 'pays', by, to, cents, note })
const asks = (by: string, of: string, cents: bigint, note: string): Deed => ({ did: 'asks', by, of, cents, note })
const splits = (by: string, where: string, cents: bigint, note: string, paid: readonly string[]): Deed => ({
  did: 'splits',
  by,
  where,
  cents,
  note,
  paid,
})
const gives = (by: string, where: string, cents: bigint, wish: string, takers: readonly string[]): Deed => ({
  did: 'gives',
  by,
  where,
  cents,
  wish,
  takers,
})

export const CIRCLES: readonly Circle[] = [
  { key: 'thursday', title: 'La cena de los jueves', members: ['lucia', 'ruben', 'joana', 'berta'] },
  { key: 'table', title: '周末小饭桌', members: ['mei', 'linwei', 'ahao', 'guoqiang'] },
  { key: 'quiz', title: 'Quiz night crew', members: ['sam', 'owen', 'kemal', 'ruth'] },
]

/** Weeks of small payments, oldest first. Nobody here is written to elsewhere, or the past would come out of order. */
export const DAYS: readonly Day[] = [
  {
    daysAgo: 31,
    deeds: [
      says('lucia', 'thursday', 'Este grupo es para las cenas: quien paga, reparte 🍽️'),
      splits('lucia', 'thursday', 7_420n, 'Cena en el Puerto', ['ruben', 'joana', 'berta']),
      says('sam', 'quiz', 'New group, so that nobody forgets who bought the first round'),
      pays('sam', 'wale', 1_850n, 'Bus card top-up'),
    ],
  },
  {
    daysAgo: 27,
    deeds: [
      pays('lucia', 'rosario', 2_360n, 'Agua y luz de la abuela'),
      pays('mei', 'guilan', 5_000n, '奶奶的水电费'),
      says('mei', 'table', '周末一起吃饭，账就在这里分'),
      splits('mei', 'table', 13_600n, '周六晚饭', ['linwei', 'ahao', 'guoqiang']),
    ],
  },
  {
    daysAgo: 23,
    deeds: [
      splits('sam', 'quiz', 4_680n, 'Pizza after the quiz', ['owen', 'kemal', 'ruth']),
      says('kemal', 'quiz', 'Paid. The olives were worth it'),
      pays('rosario', 'lucia', 1_500n, 'Para un café, cariño'),
    ],
  },
  {
    daysAgo: 18,
    deeds: [
      gives('ruben', 'thursday', 1_200n, '¡Ha nacido Martina!', ['lucia', 'joana', 'berta']),
      says('berta', 'thursday', '¡Enhorabuena, Rubén! 🎉'),
      gives('guilan', 'mei', 6_600n, '考试顺利', ['mei']),
      pays('sam', 'wale', 2_200n, 'Train to see you'),
    ],
  },
  {
    daysAgo: 13,
    deeds: [
      splits('ruben', 'thursday', 5_240n, 'Tapas y cine', ['lucia', 'joana']),
      splits('linwei', 'table', 9_200n, '火锅和电影票', ['mei', 'ahao', 'guoqiang']),
      asks('wale', 'sam', 1_275n, 'Concert tickets'),
    ],
  },
  {
    daysAgo: 9,
    deeds: [
      pays('lucia', 'rosario', 1_890n, 'Taxi al médico'),
      pays('mei', 'guilan', 2_300n, '打车去医院'),
      gives('sam', 'quiz', 1_000n, 'We came last again', ['owen', 'kemal', 'ruth']),
    ],
  },
  {
    daysAgo: 5,
    deeds: [
      splits('owen', 'quiz', 3_960n, 'Lunch by the harbour', ['sam', 'ruth']),
      gives('mei', 'table', 2_000n, '新年快乐，提前的', ['linwei', 'ahao', 'guoqiang']),
      pays('lucia', 'rosario', 950n, 'Entradas del concierto'),
    ],
  },
  {
    daysAgo: 1,
    deeds: [
      splits('joana', 'thursday', 6_360n, 'Cena de despedida', ['berta']),
      pays('rosario', 'lucia', 2_000n, 'Gracias por el taxi'),
      pays('guilan', 'mei', 3_000n, '路上吃点好的'),
      pays('wale', 'sam', 1_600n, 'For the train'),
    ],
  },
]
