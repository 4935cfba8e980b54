import { openChatFile, readableAt } from '@plaza/chat'
import { languagesApi, type ChatEvent, type InputOf, type VoiceBody } from '@plaza/contract'
import { module, route, type Call, type City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { answerTo, forgetAnswers } from './answer.ts'
import { RECORDING_BYTES_MAX } from './limits.ts'
import { providersOf, type Words } from './ports.ts'

export { useLanguages, type Providers, type Transcriber, type Translator } from './ports.ts'
export { audioTranscriptions, libreTranslate, type Provider } from './providers.ts'

/** Says messages in another language, and writes down what was said aloud, by providers that the operator chose. */
export const languages = module({
  name: 'languages',
  sql: new URL('./sql/', import.meta.url),
  routes: [
    route(languagesApi.languages, async city => {
      const { translator, transcriber } = providersOf(city)
      return { translate: translator !== undefined, transcribe: transcriber !== undefined }
    }),
    route(languagesApi.translateMessage, translateMessage),
    route(languagesApi.transcribeMessage, transcribeMessage),
  ],
  chores: { forget: { everyMs: 3_600_000, run: forgetAnswers } },
})

/** Only the words of one message leave the city, without who said them to whom. Refuses `not_offered`, `target_not_found`. */
async function translateMessage(
  city: City,
  { input, by }: Call<InputOf<typeof languagesApi.translateMessage>>,
): Promise<Words> {
  const { translator } = providersOf(city)
  if (!translator) throw new Refusal('not_offered')
  const { b } = await messageAt(city, by.person, input)
  const text = b['text']
  if (typeof text !== 'string' || text.trim() === '') throw new Refusal('target_not_found')
  return answerTo(city, ['translate', input.to, text], () => translator.translate(text, input.to))
}

/** Refuses `not_offered`, `target_not_found`, `file_gone`, and `media_too_large` for a recording of more than 8 MB. */
async function transcribeMessage(
  city: City,
  { input, by }: Call<InputOf<typeof languagesApi.transcribeMessage>>,
): Promise<Words> {
  const { transcriber } = providersOf(city)
  if (!transcriber) throw new Refusal('not_offered')
  const { k, b } = await messageAt(city, by.person, input)
  if (k !== 'voice') throw new Refusal('target_not_found')
  const { file } = b as VoiceBody
  const opened = await openChatFile(city, by.person, { conv: input.id, file, size: 'full' })
  if (opened.bytes > RECORDING_BYTES_MAX) throw new Refusal('media_too_large')
  return answerTo(city, ['transcribe', file], async () => {
    const parts: Buffer[] = []
    for await (const part of await opened.read()) parts.push(Buffer.from(part as Uint8Array))
    return transcriber.transcribe(Buffer.concat(parts), opened.type)
  })
}

async function messageAt(city: City, person: string, { id, q }: { id: string; q: number }): Promise<ChatEvent> {
  const [event] = await readableAt(city, person, [{ conv: id, q }])
  if (!event) throw new Refusal('target_not_found')
  return event
}
