import { ANSWER_BYTES_MAX, TRANSCRIBE_WITHIN_MS, TRANSLATE_WITHIN_MS } from './limits.ts'
import type { Transcriber, Translator } from './ports.ts'

/** Where a provider is, and what it wants to be shown; the operator's own choice, so it may be in this network. */
export interface Provider {
  readonly url: string
  readonly key?: string
  readonly model?: string
}

/** A translator that speaks the API of LibreTranslate (https://docs.libretranslate.com/api/operations/translate/). */
export const libreTranslate = ({ url, key }: Provider): Translator => ({
  async translate(text, to) {
    const said = await ask(`${base(url)}/translate`, TRANSLATE_WITHIN_MS, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ q: text, source: 'auto', target: to, format: 'text', ...(key ? { api_key: key } : {}) }),
    })
    const from = (said['detectedLanguage'] as { language?: unknown } | undefined)?.language
    return wordsOf(said['translatedText'], from)
  },
})

/**
 * A transcriber that speaks the audio transcription API that whisper.cpp, faster-whisper and others share
 * (https://platform.openai.com/docs/api-reference/audio/createTranscription).
 */
export const audioTranscriptions = ({ url, key, model = 'whisper-1' }: Provider): Transcriber => ({
  async transcribe(recording, type) {
    const form = new FormData()
    const ending = type.split('/')[1]?.split(';')[0] ?? 'webm'
    form.set('file', new Blob([new Uint8Array(recording)], { type }), `recording.${ending}`)
    form.set('model', model)
    form.set('response_format', 'verbose_json')
    const said = await ask(`${base(url)}/v1/audio/transcriptions`, TRANSCRIBE_WITHIN_MS, {
      headers: key ? { authorization: `Bearer ${key}` } : {},
      body: form,
    })
    return wordsOf(said['text'], said['language'])
  },
})

const base = (url: string): string => url.replace(/\/+$/, '')

function wordsOf(text: unknown, from: unknown) {
  if (typeof text !== 'string') throw new Error('the provider answered without words')
  return { text, ...(typeof from === 'string' && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(from) ? { from } : {}) }
}

async function ask(url: string, withinMs: number, init: RequestInit): Promise<Record<string, unknown>> {
  const answer = await fetch(url, {
    ...init,
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(withinMs),
  })
  if (!answer.ok) throw new Error(`the provider answered ${answer.status}`)
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += part.length
    if (bytes > ANSWER_BYTES_MAX) throw new Error('the provider answered too much')
    parts.push(part)
  }
  const said: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'))
  if (typeof said !== 'object' || said === null) throw new Error('the provider answered no object')
  return said as Record<string, unknown>
}
