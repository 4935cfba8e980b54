import type { Language } from '@plaza/contract'
import { SeededDice } from '@plaza/kernel'
import { who, type ResidentKey } from '../cast.ts'
import { seedOf } from '../seed-of.ts'
import { cityhall, COUNTER_HELP, ferry, library, type Counter } from './counters.ts'
import { intentOf, type Intent } from './intents.ts'
import { personas } from './personas.ts'
import { PHRASES } from './phrases.ts'
import { languageOf, plain } from './tongue.ts'

/** What was said to a resident. `id` is the message's: the same message is always answered alike. */
export interface Heard {
  readonly id: string
  readonly text: string
  /** How the one who said it is called; empty when not known. */
  readonly by: string
  readonly now: number
}

const counters: Partial<Record<ResidentKey, Counter>> = { cityhall, ferry, library }
const QUOTED_MAX = 42
/** Said so shortly that a service answers like anybody: hello, thanks, goodbye. */
const POLITE = new Set<Intent>(['thanks', 'bye'])

/** What a resident answers. */
export function answerOf(key: ResidentKey, heard: Heard): string {
  const text =
    heard.text
      .replaceAll(`@${who(key).name}`, '')
      .replace(/@\S+/g, '')
      .trim() || heard.text
  const language = languageOf(text) ?? who(key).language
  const dice = new SeededDice(seedOf('answer', key, heard.id))
  const intent = intentOf(text)
  const said =
    key in counters ? fromCounter(key, text, language, intent, heard) : fromPerson(key, text, language, intent)
  return filled(said ?? dice.pick(PHRASES[intent][language]), { ...heard, text })
}

function fromCounter(
  key: ResidentKey,
  text: string,
  language: Language,
  intent: Intent,
  heard: Heard,
): string | undefined {
  const known = counters[key]?.(text, language, heard.now, heard.id)
  return known ?? (POLITE.has(intent) ? undefined : COUNTER_HELP[key as keyof typeof COUNTER_HELP][language])
}

function fromPerson(key: ResidentKey, text: string, language: Language, intent: Intent): string | undefined {
  const persona = personas[key as keyof typeof personas]
  if (intent === 'who') return persona.who[language]
  const bare = plain(text)
  return intent === 'joke' ? undefined : persona.topics.find(topic => topic.on.test(bare))?.say[language]
}

function filled(said: string, heard: Heard): string {
  const name = firstName(heard.by)
  const named = name ? said.replaceAll('%n', name) : said.replace(/,? ?%n/g, '')
  return named.replaceAll('%q', pieceOf(heard.text)).trim()
}

/** Chinese names begin with the family's. */
function firstName(name: string): string {
  if (/\p{Script=Han}/u.test(name)) return name.length > 2 ? name.slice(1) : name
  return name.split(' ')[0] ?? ''
}

/** The beginning of what was said, cut at a word, without the marks at its end. */
function pieceOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const letters = [...line]
  if (letters.length <= QUOTED_MAX) return line.replace(/[\s.!?。！？…]+$/u, '')
  const cut = letters.slice(0, QUOTED_MAX).join('')
  return `${cut.replace(/\s+\S*$/, '')}…`
}
