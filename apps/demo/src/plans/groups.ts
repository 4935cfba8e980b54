import { SeededDice } from '@plaza/kernel'
import { LOGINS, who, type Townsperson } from '../cast.ts'
import { decks } from '../decks.ts'
import { crowd, ensemble, type ChatPlan, type Deck } from '../history.ts'
import { QUARTER_MEMBERS } from '../limits.ts'
import { seedOf } from '../seed-of.ts'
import { endings } from './endings.ts'

/** How many of the neighbourhood write; the rest read. */
const QUARTER_VOICES = 90
/** A script this short is filled up with talk between friends. */
const SHORT_DECK = 12
const quiet = new Set<string>(LOGINS.map(login => who(login).id))

/** Groups of the city: the neighbourhood, clubs, work, friends. */
export function groupPlans(people: readonly Townsperson[]): ChatPlan[] {
  const dice = new SeededDice(seedOf('groups'))
  const others = dice.shuffle(people.filter(person => person.kind === 'citizen' && /^(es|zh|en)-/.test(person.key)))
  const some = (count: number, ...languages: string[]) =>
    dice.shuffle(others.filter(person => languages.includes(person.language))).slice(0, count)
  const adults = others.filter(person => person.role === 'M' || person.role === 'F')
  return [
    quarter(people, others),
    club(
      'building',
      'Farol 12 · escalera 楼道',
      'pilar lucia mei sam zhou carmen andres shufen xiaoyu',
      some(6, 'es', 'en'),
      340,
      { lucia: 3, mei: 3, sam: 3 },
    ),
    club('choir', 'Harbour Choir · Coro del Puerto', 'hannah sam lucia joana nora', some(30, 'es', 'en'), 340, {
      lucia: 3,
      sam: 3,
    }),
    club('football', 'Atlético Farol ⚽', 'toni sam dani kemal ruben owen', some(12, 'es', 'en'), 330, { sam: 4 }),
    club('school', 'Familias 4º B · Escuela del Puerto', 'berta lucia', dice.shuffle(adults).slice(0, 26), 260, {
      lucia: 2,
    }),
    club('study', '数据结构 study group', 'ahao mei xiaoyu linwei maya', some(6, 'zh', 'en'), 280, { mei: 3 }),
    club(
      'traders',
      'Comerciantes de la Lonja · 鱼市商户',
      'linwei lucia mei ines zhou shufen amparo paco kemal',
      some(12, 'es', 'zh', 'en'),
      260,
      { mei: 3, lucia: 2 },
    ),
    circle('bakery', 'Panadería Ferrer · equipo', 'lucia carmen andres ruben joana', decks.work.es, 'es', 160, {
      lucia: 2,
    }),
    circle('noodles', '林记面馆 · 排班', 'shufen mei guoqiang ahao xiaoyu', decks.work.zh, 'zh', 140, { mei: 2 }),
    circle('work', 'City IT · shifts', 'maya sam owen kemal', decks.work.en, 'en', 150, { sam: 2 }),
    circle('island', 'Heron Island weekend 🏕️', 'owen lucia mei sam linwei joana', [...decks.friends.en], 'en', 150, {
      lucia: 3,
      mei: 1,
      sam: 0,
    }),
  ]
}

function quarter(people: readonly Townsperson[], others: readonly Townsperson[]): ChatPlan {
  const first = ['amparo', 'pilar', 'cityhall'].map(who)
  const known = people.filter(
    person => !first.includes(person) && !others.includes(person) && person.kind !== 'service',
  )
  const members = [...first, ...known, ...others].slice(0, QUARTER_MEMBERS)
  const voices = members.filter(person => person.kind !== 'service').slice(0, QUARTER_VOICES)
  const spoken = (['es', 'en', 'zh'] as const).flatMap(language => [
    crowd(decks.quarter[language], voices, { weight: 5, language, quiet }),
    crowd(decks.quarterTail[language], voices, { weight: 1, language, quiet }),
  ])
  return {
    key: 'quarter',
    kind: 'group',
    title: 'Vecinos del Farol · Neighbours · 灯塔街坊',
    announcement:
      'Festival of Lights: Saturday, 18:00, Heron Square. Fiesta de las Luces: sábado, 18:00, plaza Garza. 灯火节：周六18:00，鹭鸟广场。',
    members: members.map(person => ({
      person,
      role: person.key === 'amparo' ? 'owner' : first.includes(person) ? 'admin' : 'member',
    })),
    decks: [...spoken, crowd(decks.mixedQuarter, voices, { weight: 3, quiet })],
    count: 1_500,
    ending: endings.quarter,
    unread: { [who('lucia').id]: 48, [who('mei').id]: 126, [who('sam').id]: 83 },
    mutedBy: [...quiet],
  }
}

type Club = 'building' | 'choir' | 'football' | 'school' | 'study' | 'traders'

/** A group in which each speaks their own language. The first of the cast owns it. */
function club(
  key: Club,
  title: string,
  cast: string,
  more: readonly Townsperson[],
  count: number,
  unread: Record<string, number>,
): ChatPlan {
  const people = [...cast.split(' ').map(who), ...more]
  const members = people.map((person, i) => ({ person, role: i === 0 ? ('owner' as const) : ('member' as const) }))
  return {
    key,
    kind: 'group',
    title,
    members,
    decks: [crowd(decks[key], people, { weight: 3, quiet }), ...chatter(people)],
    count,
    ending: endings[key],
    unread: byId(unread),
  }
}

/** What people of a club talk about besides, in the languages that at least three of them speak. */
function chatter(people: readonly Townsperson[]): Deck[] {
  const languages = (['es', 'en', 'zh'] as const).filter(
    language => people.filter(person => person.language === language).length > 2,
  )
  return languages.map(language =>
    crowd(decks.friends[language], people, { weight: 2 / languages.length, language, quiet }),
  )
}

type Circle = 'bakery' | 'noodles' | 'work' | 'island'

/** A small group with one language for all. */
function circle(
  key: Circle,
  title: string,
  cast: string,
  threads: Deck['threads'],
  language: Townsperson['language'],
  count: number,
  unread: Record<string, number>,
): ChatPlan {
  const people = cast.split(' ').map(who)
  const members = people.map((person, i) => ({ person, role: i === 0 ? ('owner' as const) : ('member' as const) }))
  const speakers = people.map(person => ({ ...person, language }))
  return {
    key,
    kind: 'group',
    title,
    members,
    decks: [
      crowd(threads, speakers, { weight: 1, language, quiet }),
      ...(threads.length < SHORT_DECK
        ? [crowd(decks.friends[language], speakers, { weight: 1, language, quiet })]
        : []),
    ],
    count,
    ending: endings[key],
    unread: byId(unread),
  }
}

const byId = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).map(([key, count]) => [who(key).id, count]))

const FAMILY_TITLES: Record<string, string> = {
  ferrer: 'Familia Ferrer 🏠',
  chen: '陈家一家人',
  adeyemi: 'The Adeyemis',
}

/** A group for each family; those of the three people one can be are long, pinned and have just been written to. */
export function familyPlans(people: readonly Townsperson[]): ChatPlan[] {
  const dice = new SeededDice(seedOf('families'))
  const families = new Map<string, Townsperson[]>()
  for (const person of people)
    if (person.family) families.set(person.family, [...(families.get(person.family) ?? []), person])
  return [...families].map(([family, kin]) => {
    const login = kin.find(person => LOGINS.some(key => key === person.key))
    const { language } = kin[0] as Townsperson
    const roles = Object.fromEntries(kin.map(person => [person.role as string, person]))
    const close = login ? endings[family as 'ferrer' | 'chen' | 'adeyemi'] : undefined
    return {
      key: `family-${family}`,
      kind: 'group' as const,
      title: FAMILY_TITLES[family] ?? titleOf(kin[0] as Townsperson),
      members: kin.map((person, i) => ({ person, role: i === 0 ? ('owner' as const) : ('member' as const) })),
      decks: [ensemble(decks.family[language], roles, 6), ensemble(decks.familyTail[language], roles)].filter(
        deck => deck.threads.length > 0,
      ),
      count: login ? 300 : 16 + dice.below(20),
      ...(close ? { ending: close } : {}),
      ...(login ? { unread: { [login.id]: 3 }, pinnedBy: [login.id] } : {}),
    }
  })
}

function titleOf({ language, name }: Townsperson): string {
  const surname = language === 'zh' ? name.slice(0, 1) : name.slice(name.lastIndexOf(' ') + 1)
  return { es: `Familia ${surname}`, en: `${surname} family`, zh: `${surname}家` }[language]
}
