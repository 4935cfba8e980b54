import type { Language, PersonKind } from '@plaza/contract'
import { derivedId } from '@plaza/kernel'
import { SEED } from './limits.ts'
import type { Voice } from './script.ts'

/** A place in a family, as the family scripts call it: mother, father, two children (also grown up), a grandparent. */
export type FamilyRole = 'M' | 'F' | 'K' | 'L' | 'G'

/** Somebody of the demo city. */
export interface Townsperson extends Voice {
  readonly key: string
  readonly handle: string
  readonly kind: PersonKind
  readonly region: string
  /** Other spellings of the name in the scripts: nobody talks about themselves in the third person. */
  readonly called: readonly string[]
  readonly family?: string
  readonly role?: FamilyRole
}

/** The same id for the same name, for ever: a seed that was cut off finds what it made. */
export const demoId = (...words: string[]): string => derivedId('demo', SEED, ...words)

type Known = Omit<Townsperson, 'id' | 'key' | 'called'> & { readonly called?: readonly string[] }

const named = (key: string, known: Known): Townsperson => ({ called: [], ...known, key, id: demoId('person', key) })
const es = (handle: string, name: string, more: Partial<Known> = {}): Known => person(handle, name, 'es', more)
const zh = (handle: string, name: string, more: Partial<Known> = {}): Known => person(handle, name, 'zh', more)
const en = (handle: string, name: string, more: Partial<Known> = {}): Known => person(handle, name, 'en', more)
function person(handle: string, name: string, language: Language, more: Partial<Known>): Known {
  return { handle, name, language, kind: 'citizen', region: 'Farol', ...more }
}

/** Programs say so where everybody can see it: kind `bot`, the handle and the region. */
const program = (more: Partial<Known> = {}): Partial<Known> => ({
  kind: 'bot',
  region: 'Farol · demo program',
  ...more,
})
const service = (handle: string, name: string): Known => ({
  handle,
  name,
  language: 'en',
  kind: 'service',
  region: 'Lumar',
})

/** Those who have a name in the story: the three people one can be, those who answer, and some who keep shops. */
const KNOWN: Readonly<Record<string, Known>> = {
  lucia: es('lucia', 'Lucía Ferrer', { family: 'ferrer', role: 'K', called: ['Lucía', '露西亚'] }),
  carmen: es('carmen_bot', 'Carmen Ortega', program({ family: 'ferrer', role: 'M' })),
  andres: es('andres.ferrer', 'Andrés Ferrer', { family: 'ferrer', role: 'F' }),
  dani: es('dani_bot', 'Dani Ferrer', program({ family: 'ferrer', role: 'L' })),
  rosario: es('rosario.ferrer', 'Rosario Ferrer', { family: 'ferrer', role: 'G', region: 'Muelle Viejo' }),

  mei: zh('mei', '陈美', { family: 'chen', role: 'K' }),
  shufen: zh('shufen_bot', '林淑芬', program({ family: 'chen', role: 'M', called: ['林记', "Lin's"] })),
  guoqiang: zh('chen.guoqiang', '陈国强', { family: 'chen', role: 'F' }),
  xiaoyu: zh('xiaoyu_bot', '陈小宇', program({ family: 'chen', role: 'L' })),
  guilan: zh('wang.guilan', '王桂兰', { family: 'chen', role: 'G' }),

  sam: en('sam', 'Sam Adeyemi', { kind: 'operator', family: 'adeyemi', role: 'K' }),
  ruth: en('ruth.adeyemi', 'Ruth Adeyemi', { family: 'adeyemi', role: 'M' }),
  george: en('george_bot', 'George Adeyemi', program({ family: 'adeyemi', role: 'F' })),
  nora: en('nora_bot', 'Nora Adeyemi', program({ family: 'adeyemi', role: 'L' })),
  wale: en('wale.adeyemi', 'Wale Adeyemi', { family: 'adeyemi', role: 'G', region: 'Colina' }),

  pilar: es('pilar_bot', 'Pilar Soler', program({ called: ['Pilar', '皮拉尔'] })),
  zhou: zh('zhou_bot', '周师傅', program({ called: ['Zhou', '周师傅'] })),
  hannah: en('hannah_bot', 'Hannah Brook', program({ called: ['choir lady'] })),
  ines: es('ines_bot', 'Inés Navarro', program({ called: ['Inés', '伊内斯', 'farmacia', 'pharmacy', '药房'] })),
  toni: es('toni_bot', 'Toni Vidal', program({ called: ['Toni', 'entrenador'] })),

  amparo: es('amparo.lonja', 'Amparo Giner', { region: 'Lonja', called: ['Amparo', '安帕罗'] }),
  paco: es('paco.lonja', 'Paco Giner', { region: 'Lonja', called: ['Paco', '帕科'] }),
  berta: es('berta.maestra', 'Berta Alonso', { region: 'Molino', called: ['maestra'] }),
  ruben: es('ruben.vives', 'Rubén Vives', { called: ['Rubén'] }),
  joana: es('joana.pla', 'Joana Pla'),
  linwei: zh('lin.wei', '林薇'),
  ahao: zh('chen.hao', '陈浩'),
  kemal: en('kemal.aydin', 'Kemal Aydın', { region: 'Lonja' }),
  // Works with Sam at the city's desk: what needs two people needs her.
  maya: en('maya.lindgren', 'Maya Lindgren', { kind: 'operator', region: 'Colina' }),
  owen: en('owen.pryce', 'Owen Pryce', { region: 'Muelle Viejo' }),

  cityhall: service('cityhall', 'City Hall · Ayuntamiento · 市政厅'),
  ferry: service('ferry', 'Harbour Ferry · Ferry · 港湾渡轮'),
  library: service('library', 'City Library · Biblioteca · 图书馆'),
}

export const cast: ReadonlyMap<string, Townsperson> = new Map(
  Object.entries(KNOWN).map(([key, known]) => [key, named(key, known)]),
)

/** The person of the cast behind a key. */
export function who(key: string): Townsperson {
  const found = cast.get(key)
  if (!found) throw new Error(`assertion failed: nobody in the cast is called ${key}`)
  return found
}

export const LOGINS = ['lucia', 'mei', 'sam'] as const
/** The second operator: one can be her too, but the past is told from the others' side. */
export const COLLEAGUE = 'maya'
/** The programs of the city, in the order in which they connect. */
export const RESIDENTS = [
  'cityhall',
  'ferry',
  'library',
  'carmen',
  'dani',
  'shufen',
  'xiaoyu',
  'george',
  'nora',
  'pilar',
  'zhou',
  'hannah',
  'ines',
  'toni',
] as const
export type ResidentKey = (typeof RESIDENTS)[number]
