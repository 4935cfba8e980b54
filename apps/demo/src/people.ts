import type { Language } from '@plaza/contract'
import { SeededDice } from '@plaza/kernel'
import { cast, demoId, type FamilyRole, type Townsperson } from './cast.ts'
import { PEOPLE } from './limits.ts'
import * as names from './names.ts'
import { QUARTERS } from './places.ts'
import { seedOf } from './seed-of.ts'

const FAMILIES: Record<Language, number> = { es: 18, zh: 16, en: 14 }
const GIVEN = {
  es: [names.esWomen, names.esMen, names.esFamilyNames],
  en: [names.enWomen, names.enMen, names.enFamilyNames],
  zh: [names.zhWomen, names.zhMen, names.zhFamilyNames],
} as const
/** In which order a family fills up. */
const ROLES: readonly FamilyRole[] = ['M', 'F', 'K', 'L', 'G']

/** Everybody: the cast, then families of each language, then people who live by themselves. */
export function population(): Townsperson[] {
  const dice = new SeededDice(seedOf('people'))
  const people = [...cast.values()]
  const taken = {
    handles: new Set(people.map(person => person.handle)),
    names: new Set(people.map(person => person.name)),
  }
  const add = (
    language: Language,
    at: 0 | 1,
    surname: names.NameParts,
    home: { family?: string; role?: FamilyRole } = {},
  ) => {
    const [name, handle] = free(dice, language, at, surname, taken)
    const key = `${language}-${people.length}`
    people.push({
      id: demoId('person', key),
      key,
      handle,
      name,
      language,
      kind: 'citizen',
      region: dice.pick(QUARTERS),
      called: [],
      ...home,
    })
  }
  for (const language of ['es', 'zh', 'en'] as const) {
    for (let f = 0; f < FAMILIES[language]; f++) {
      const surname = GIVEN[language][2][f % GIVEN[language][2].length] as names.NameParts
      const size = 3 + dice.below(3)
      ROLES.slice(0, size).forEach(role =>
        add(language, isMan(language, role) ? 1 : 0, surname, { family: `${language}-${f}`, role }),
      )
    }
  }
  while (people.length < PEOPLE) {
    const language = dice.pick(['es', 'es', 'zh', 'zh', 'en', 'en'] as const)
    add(language, dice.chance(0.5) ? 0 : 1, dice.pick(GIVEN[language][2]))
  }
  return people
}

/** The scripts speak of grandmothers, but for the English ones. */
const isMan = (language: Language, role: FamilyRole) =>
  role === 'F' || role === 'L' || (role === 'G' && language === 'en')

/** A full name and a handle that nobody has yet; `at` 0 takes a woman's name, 1 a man's. */
function free(
  dice: SeededDice,
  language: Language,
  at: 0 | 1,
  surname: names.NameParts,
  taken: { handles: Set<string>; names: Set<string> },
): [string, string] {
  const given = dice.shuffle(GIVEN[language][at])
  const full = (name: names.NameParts) => (language === 'zh' ? surname[0] + name[0] : `${name[0]} ${surname[0]}`)
  const name = given.find(option => !taken.names.has(full(option))) ?? dice.pick(given)
  const shown = full(name)
  const base = language === 'zh' ? `${surname[1]}.${name[1]}` : `${name[1]}.${surname[1]}`
  let handle = base
  for (let i = 2; taken.handles.has(handle); i++) handle = `${base}${i}`
  taken.handles.add(handle)
  taken.names.add(shown)
  return [shown, handle]
}
