import type { Language } from '@plaza/contract'

const SPANISH =
  /[ñ¿¡]|\b(el|la|los|las|que|una?|por|para|con|hola|buen[oa]s|gracias|donde|cuando|como|estas?|hay|cena|ferri|hasta|luego|quien|eres|si|hoy|manana|abre|cierra|horario|ayuda|chiste|adios|tu|mi|yo|muy|bien|vale)\b/
const ENGLISH =
  /\b(the|is|are|you|your|what|when|where|who|how|hello|hi|hey|thanks?|thank|please|for|do|does|can|tell|next|dinner|joke|bye|i|my|it|today|tomorrow|open|good|morning|evening|ok|yes)\b/

/** Text as intents compare it: small letters without accents. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The language of a short text, as far as it shows; undefined for "ok", numbers and pictures. */
export function languageOf(text: string): Language | undefined {
  if (/\p{Script=Han}/u.test(text)) return 'zh'
  const bare = plain(text)
  const [es, en] = [count(bare, SPANISH) + count(text, /[ñ¿¡áéíóú]/), count(bare, ENGLISH)]
  if (es === 0 && en === 0) return undefined
  return es >= en ? 'es' : 'en'
}

const count = (text: string, pattern: RegExp) => [...text.matchAll(new RegExp(pattern, 'g'))].length
