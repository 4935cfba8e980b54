import { setupI18n, type I18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import en from '../en.json' with { type: 'json' }
import es from '../es.json' with { type: 'json' }
import zh from '../zh.json' with { type: 'json' }

/** A key of the catalogue; English is the one all others are checked against. */
export type SentenceKey = keyof typeof en

/** Every sentence Plaza says, by language: ICU MessageFormat by dotted key. */
export const catalogues = { en, es, zh } satisfies Record<string, Record<SentenceKey, string>>

const speakers = new Map<string, I18n>()

/** One sentence for a person, in their language (English when we do not speak it); compiled at first use and kept. */
export function sentence(language: string, key: SentenceKey, values: Record<string, unknown> = {}): string {
  const locale = language in catalogues ? (language as keyof typeof catalogues) : 'en'
  let speaker = speakers.get(locale)
  if (!speaker) {
    speaker = setupI18n({ locale, messages: { [locale]: {} } })
    speakers.set(locale, speaker)
  }
  if (!(key in speaker.messages)) speaker.load(locale, { [key]: compileMessage(catalogues[locale][key]) })
  return speaker._(key, values)
}

/** The sentence for a refusal, whatever its code: an unknown one reads as our own mistake. */
export function refusalSentence(language: string, code: string, values: Record<string, unknown> = {}): string {
  const key = `refusal.${code}`
  return sentence(language, (key in en ? key : 'refusal.internal') as SentenceKey, values)
}
