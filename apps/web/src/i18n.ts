import { setupI18n, type Messages } from '@lingui/core'
import type { Language } from '@plaza/contract'
import type { SentenceKey } from '@plaza/locales'
import { createSignal } from 'solid-js'

export type Key = SentenceKey
export const LANGUAGES: { id: Language; name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'es', name: 'Español' },
  { id: 'zh', name: '简体中文' },
]
const KEPT = 'plaza.language'

const i18n = setupI18n({ locale: 'en', messages: { en: {} } })
const [spoken, setSpoken] = createSignal<Language>('en', { equals: false })

const catalogues: Record<Language, () => Promise<{ default: Messages }>> = {
  en: () => import('virtual:locale/en'),
  es: () => import('virtual:locale/es'),
  zh: () => import('virtual:locale/zh'),
}

/** The language of the screens now. */
export const language = spoken

/** The language chosen here before, or else the browser's first that we speak. */
export function firstLanguage(): Language {
  const wanted = [localStorage.getItem(KEPT), ...navigator.languages].map(tag => tag?.slice(0, 2))
  return LANGUAGES.find(({ id }) => id === wanted.find(tag => LANGUAGES.some(one => one.id === tag)))?.id ?? 'en'
}

export async function speak(id: Language): Promise<void> {
  const { default: messages } = await catalogues[id]()
  i18n.loadAndActivate({ locale: id, messages })
  document.documentElement.lang = id === 'zh' ? 'zh-Hans' : id
  setSpoken(id)
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

/** Whether the catalogue has this sentence. */
export const hasSentence = (key: string): boolean => (spoken(), key in i18n.messages)

/** The sentence for a refusal, kind and with the next step. */
export const refusal = (code: string): string =>
  t((hasSentence(`refusal.${code}`) ? `refusal.${code}` : 'refusal.internal') as Key)

/** Names as one enumerates them in this language. */
export const listOf = (names: string[]): string => new Intl.ListFormat(spoken(), { type: 'conjunction' }).format(names)
