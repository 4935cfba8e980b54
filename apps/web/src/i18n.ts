import { setupI18n } from '@lingui/core'
import type { Language } from '@plaza/contract'
import type { SentenceKey } from '@plaza/locales'
import { createSignal } from 'solid-js'
import { catalogues } from 'virtual:sentences'
import { HEADERS } from './engine/api.ts'

export type Key = SentenceKey
export const LANGUAGES: { id: Language; name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'es', name: 'Español' },
  { id: 'zh', name: '简体中文' },
]
const KEPT = 'plaza.language'

const i18n = setupI18n({ locale: 'en', messages: { en: {} } })
const [spoken, setSpoken] = createSignal<Language>('en', { equals: false })

/** Told when sentences have come that somebody may have looked for. */
const [came, tellCame] = createSignal(undefined, { equals: false })
/** The sections that were asked for: a change of language brings them all. */
const sections = new Set<string>()
let turning: Promise<void> = Promise.resolve()
let next: Language = 'en'

/** The language of the screens now. */
export const language = spoken

/** The language chosen here before, or else the browser's first that we speak. */
export function firstLanguage(): Language {
  const wanted = [localStorage.getItem(KEPT), ...navigator.languages].map(tag => tag?.slice(0, 2))
  return LANGUAGES.find(({ id }) => id === wanted.find(tag => LANGUAGES.some(one => one.id === tag)))?.id ?? 'en'
}

/** Turns the screens to a language, once all that they say is there. */
export function speak(id: Language): Promise<void> {
  next = id
  const turn = async () => {
    await Promise.all([id, ...[...sections].map(section => `${section}-${id}`)].map(name => fetchSentences(name, id)))
    i18n.activate(id)
    HEADERS['x-plaza-language'] = id
    document.documentElement.lang = id === 'zh' ? 'zh-Hans' : id
    setSpoken(id)
  }
  return (turning = turning.then(turn, turn))
}

async function fetchSentences(name: string, id: Language): Promise<void> {
  // While developing there is one part, and it has everything.
  const part = await catalogues[name]?.()
  if (part) i18n.load(id, part.default)
}

/** Fetches a section of the catalogue: what the screens of a folder say, or the refusals. */
export async function sentences(section: string): Promise<void> {
  sections.add(section)
  await Promise.all([fetchSentences(`${section}-${next}`, next), turning])
  tellCame()
}

/** A screen and the sentences it says, fetched at once. The build puts this around each import of a screen. */
export async function withSentences<M>(screen: Promise<M>, section: string): Promise<M> {
  const [module] = await Promise.all([screen, sentences(section)])
  return module
}

export async function chooseLanguage(id: Language): Promise<void> {
  localStorage.setItem(KEPT, id)
  await speak(id)
}

/** One sentence of the catalogue; drawn again when the language changes. */
export function t(key: Key, values?: Record<string, string | number>): string {
  spoken()
  return i18n._(key, values)
}

/** Whether the catalogue has this sentence, as far as it is here. */
export const hasSentence = (key: string): boolean => (spoken(), came(), key in i18n.messages)

/** The sentence for a refusal, kind and with the next step. */
export const refusal = (code: string): string =>
  t((hasSentence(`refusal.${code}`) ? `refusal.${code}` : 'refusal.internal') as Key)

/** Names as one enumerates them in this language. */
export const listOf = (names: string[]): string => new Intl.ListFormat(spoken(), { type: 'conjunction' }).format(names)
