import { appended, chat, openDirect, textBody } from '@plaza/chat'
import { contacts, seedFriendships } from '@plaza/contacts'
import { languagesApi, type Endpoint, type OtherWords } from '@plaza/contract'
import { createPeople, identity } from '@plaza/identity'
import { days, Refusal } from '@plaza/kernel'
import { media } from '@plaza/media'
import { testCity, type TestCity } from '@plaza/testkit'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { audioTranscriptions, languages, libreTranslate, useLanguages } from '../index.ts'

interface Heard {
  readonly path: string
  readonly type: string
  readonly body: Buffer
  readonly auth: string | undefined
}

/** A provider in a process of its own would answer as this does: the two APIs by their documents. */
async function provider(answer: (heard: Heard, response: ServerResponse) => void) {
  const heard: Heard[] = []
  const server = createServer((request: IncomingMessage, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { authorization, 'content-type': type = '' } = request.headers
      const one = { path: request.url ?? '', type, body: Buffer.concat(parts), auth: authorization }
      heard.push(one)
      answer(one, response)
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { url, heard, [Symbol.asyncDispose]: () => new Promise<void>(done => void server.close(() => done())) }
}

const libre = (heard: Heard, response: ServerResponse) => {
  const { q, target } = JSON.parse(heard.body.toString()) as { q: string; target: string }
  response.end(
    JSON.stringify({ translatedText: `${q} (${target})`, detectedLanguage: { language: 'pt', confidence: 90 } }),
  )
}

async function scene() {
  const city = await testCity({ modules: [identity, media, contacts, chat, languages] })
  const [anna, bo, eve] = [city.newId(), city.newId(), city.newId()]
  await createPeople(
    city,
    [anna, bo, eve].map((id, i) => ({ id, handle: `person_${i}`, name: `P${i}` })),
  )
  await seedFriendships(city, [{ a: anna, b: bo, since: 1 }])
  const { c } = await openDirect(city, anna, bo)
  return { city, anna, bo, eve, c }
}

const say = async (city: TestCity, c: string, sender: string, text: string): Promise<number> => {
  const draft = { conv: c, id: city.newId(), sender, kind: 'text' as const, body: { ...textBody(text, undefined) } }
  const verdict = await appended(city, { ...draft, re: null, origin: undefined, arrivedMs: 0 })
  if (!verdict.ok) throw new Error(verdict.code)
  return verdict.event.q
}

async function ask(city: TestCity, person: string, endpoint: Endpoint, input: object) {
  const route = languages.routes!.find(one => one.endpoint === endpoint)!
  try {
    return (await route.handle(city, { input, by: { person, device: person, kind: 'citizen' } } as never)) as OtherWords
  } catch (error) {
    return error instanceof Refusal ? error.code : error
  }
}

test('a message is translated for whoever may read it, and the provider hears its words alone, once', async () => {
  await using p = await provider(libre)
  const { city, anna, bo, eve, c } = await scene()
  await using _ = city
  useLanguages(city, { translator: libreTranslate({ url: p.url, key: 'k1' }) })
  const q = await say(city, c, anna, 'Bom dia')
  const wish = { id: c, q, to: 'en' }
  expect(await ask(city, bo, languagesApi.translateMessage, wish)).toEqual({ text: 'Bom dia (en)', from: 'pt' })
  const again = await Promise.all([anna, bo].map(one => ask(city, one, languagesApi.translateMessage, wish)))
  expect(again).toEqual([again[0], again[0]])
  expect(p.heard).toHaveLength(1)
  expect(p.heard[0]!.path).toBe('/translate')
  expect(JSON.parse(p.heard[0]!.body.toString())).toEqual({
    q: 'Bom dia',
    source: 'auto',
    target: 'en',
    format: 'text',
    api_key: 'k1',
  })
  expect(await ask(city, eve, languagesApi.translateMessage, wish)).toBe('target_not_found')
  city.skip(days(31))
  await city.settle()
  await ask(city, bo, languagesApi.translateMessage, wish)
  expect(p.heard).toHaveLength(2)
})

test('a provider that is away, says nonsense or too much is said to be away, and asked again next time', async () => {
  const answers = [
    (response: ServerResponse) => response.writeHead(503).end(),
    (response: ServerResponse) => response.end('<html>'),
    (response: ServerResponse) => response.end(JSON.stringify({ translatedText: 7 })),
    (response: ServerResponse) => response.end(JSON.stringify({ translatedText: 'x'.repeat(400_000) })),
    (response: ServerResponse) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  ]
  await using p = await provider((heard, response) => {
    const next = answers.shift()
    if (next) next(response)
    else libre(heard, response)
  })
  const { city, anna, c } = await scene()
  await using _ = city
  useLanguages(city, { translator: libreTranslate({ url: p.url }) })
  const q = await say(city, c, anna, 'Olá')
  const wish = { id: c, q, to: 'en' }
  for (let i = 0; i < 5; i++) expect(await ask(city, anna, languagesApi.translateMessage, wish)).toBe('provider_away')
  expect(await ask(city, anna, languagesApi.translateMessage, wish)).toEqual({ text: 'Olá (en)', from: 'pt' })
})

test('nothing is offered where the operator chose nobody', async () => {
  const { city, anna, c } = await scene()
  await using _ = city
  const q = await say(city, c, anna, 'Olá')
  expect(await ask(city, anna, languagesApi.languages, {})).toEqual({ translate: false, transcribe: false })
  expect(await ask(city, anna, languagesApi.translateMessage, { id: c, q, to: 'en' })).toBe('not_offered')
  expect(await ask(city, anna, languagesApi.transcribeMessage, { id: c, q })).toBe('not_offered')
})

test('a recording is sent as a file of its kind, with the key and the model', async () => {
  await using p = await provider((_heard, response) =>
    response.end(JSON.stringify({ text: ' See you at nine. ', language: 'english' })),
  )
  const transcriber = audioTranscriptions({ url: p.url, key: 'secret', model: 'small' })
  const said = await transcriber.transcribe(Buffer.from('OggS'), 'audio/ogg')
  expect(said).toEqual({ text: ' See you at nine. ' })
  const [heard] = p.heard
  expect(heard).toMatchObject({ path: '/v1/audio/transcriptions', auth: 'Bearer secret' })
  expect(heard!.type).toMatch(/^multipart\/form-data/)
  expect(heard!.body.toString('latin1')).toMatch(/name="file"; filename="recording\.ogg"[\s\S]*audio\/ogg[\s\S]*OggS/)
  expect(heard!.body.toString('latin1')).toMatch(/name="model"\r\n\r\nsmall/)
})
