import { perCity, type City } from '@plaza/house'

export interface Words {
  readonly text: string
  /** The language that it was in, BCP 47, where the provider says so. */
  readonly from?: string
}

/** Says words in another language. Rejects when it cannot now. */
export interface Translator {
  translate(text: string, to: string): Promise<Words>
}

/** Writes down what a recording says. Rejects when it cannot now. */
export interface Transcriber {
  transcribe(recording: Uint8Array, type: string): Promise<Words>
}

export interface Providers {
  readonly translator?: Translator
  readonly transcriber?: Transcriber
}

const chosen = perCity((): { providers: Providers } => ({ providers: {} }))

/** Door: who translates and transcribes for this city. Without one, that is not offered. */
export function useLanguages(city: City, providers: Providers): void {
  chosen(city).providers = providers
}

export const providersOf = (city: City): Providers => chosen(city).providers
