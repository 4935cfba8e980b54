import type { View } from './types.ts'
import { text } from './values.ts'

const WORDS = {
  en: { cancel: 'Cancel', confirm: 'Confirm', unshown: 'Not available in this city', loading: 'Loading' },
  zh: { cancel: '取消', confirm: '确定', unshown: '此城市暂不支持', loading: '加载中' },
  es: { cancel: 'Cancelar', confirm: 'Aceptar', unshown: 'No disponible en esta ciudad', loading: 'Cargando' },
} as const

export type Words = (typeof WORDS)[keyof typeof WORDS]

/** The few words that components say themselves, in the language of the host. */
export function wordsOf(view: View): Words {
  const language = text(view.env.system?.language).slice(0, 2).toLowerCase()
  return language === 'zh' || language === 'es' ? WORDS[language] : WORDS.en
}
