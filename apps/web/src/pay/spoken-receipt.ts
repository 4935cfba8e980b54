import { createSignal } from 'solid-js'
import type { Language } from '@plaza/contract'

const KEPT = 'plaza.spoken_receipt'
const VOICES: Record<Language, string> = { en: 'en-GB', es: 'es-ES', zh: 'zh-CN' }

const [on, setOn] = createSignal(localStorage.getItem(KEPT) === 'on')
/** Whether money that comes in is said aloud on this device. */
export const spoken = on

/** Chooses it for this device. */
export function setSpoken(wanted: boolean): void {
  setOn(wanted)
  localStorage.setItem(KEPT, wanted ? 'on' : 'off')
  if (!wanted) globalThis.speechSynthesis?.cancel()
}

/** Says a sentence in its language, one after another, where it is wanted and the device can. */
export function speakAloud(words: string, language: Language): void {
  if (!on() || !('speechSynthesis' in globalThis)) return
  const utterance = new SpeechSynthesisUtterance(words)
  utterance.lang = VOICES[language]
  speechSynthesis.speak(utterance)
}
