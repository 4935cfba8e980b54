import { chat } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import type { Language } from '@plaza/contract'
import { bind } from '@plaza/http'
import { authenticate, createPerson, identity, openSession } from '@plaza/identity'
import { derivedId } from '@plaza/kernel'
import type { Manifest } from '@plaza/program-wire'
import { testCity, type TestCity } from '@plaza/testkit'
import Fastify from 'fastify'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { installProgram, programs, usePrograms, type Profile } from '../index.ts'

export const APP = 'wx00000000000000a1'
export const OTHER = 'wx00000000000000b2'

export interface Answer<Body> {
  readonly status: number
  readonly body: Body
  readonly no: string | undefined
}

export interface Citizen {
  readonly id: string
  call<Body = Record<string, never>>(route: string, input?: object, language?: Language): Promise<Answer<Body>>
}

export interface Scene extends AsyncDisposable {
  readonly city: TestCity
  person(handle: string, kind?: 'citizen' | 'operator'): Promise<Citizen>
}

const modules = [identity, contacts, chat, programs]

/** A city with two programs and people who use them, over HTTP. */
export async function scene(config: Partial<TestCity['config']> = {}): Promise<Scene> {
  const city = await testCity({ modules, authenticate, config })
  usePrograms(city, { key: generateKeyPairSync('ed25519').privateKey, origin: 'https://cage.test' })
  const app = Fastify()
  bind(
    app,
    city,
    modules.flatMap(module => module.routes ?? []),
  )
  await app.ready()
  await install(city, APP)
  await install(city, OTHER, { names: { en: 'Tides', es: 'Mareas' } })
  return {
    city,
    async person(handle, kind = 'citizen') {
      const { id } = await createPerson(city, { id: derivedId(handle), handle, name: handle, kind })
      const token = await openSession(city, id, { name: 'phone', kind: 'browser' })
      return {
        id,
        async call<Body>(route: string, input: object = {}, language?: Language) {
          const [verb, path] = route.split(' ') as ['GET', string]
          const query = verb === 'GET' || (verb as string) === 'DELETE'
          const answer = await app.inject({
            method: verb,
            url: `/api${path}${query ? `?${new URLSearchParams(input as Record<string, string>).toString()}` : ''}`,
            headers: { authorization: `Bearer ${token}`, ...(language ? { 'x-plaza-language': language } : {}) },
            ...(query ? {} : { payload: input }),
          })
          const body = answer.json<Body & { error?: { code: string } }>()
          return { status: answer.statusCode, body, no: body.error?.code }
        },
      }
    },
    async [Symbol.asyncDispose]() {
      await city.stop()
      await app.close()
      await city[Symbol.asyncDispose]()
    },
  }
}

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

export async function install(
  city: TestCity,
  appId: string,
  profile: Partial<Profile> = {},
  version = '1.0.0',
): Promise<string> {
  const logic = Buffer.from(`/* ${appId} ${version} */`)
  const styles = Buffer.from('{}')
  const manifest: Manifest = {
    format: 1,
    appId,
    version,
    entry: 'pages/index/index',
    pages: [{ path: 'pages/index/index', package: '', window: {} }],
    window: {},
    packages: [
      {
        root: '',
        independent: false,
        logic: 'logic.js',
        styles: 'styles.json',
        assets: {},
        pages: ['pages/index/index'],
      },
    ],
    files: {
      'logic.js': { sha256: sha(logic), bytes: logic.length, type: 'text/javascript' },
      'styles.json': { sha256: sha(styles), bytes: styles.length, type: 'application/json' },
    },
    app: {},
    apis: [],
    components: [],
  }
  return installProgram(city, {
    appId,
    sourceSha256: sha(logic),
    compiled: {
      manifest,
      files: new Map([
        ['logic.js', logic],
        ['styles.json', styles],
      ]),
    },
    profile: {
      names: { en: 'Poll', es: 'Encuesta', zh: '投票' },
      abouts: { en: 'Ask a group.' },
      maker: 'Harbour Makers',
      official: false,
      domains: { request: ['https://api.poll.test'] },
      scopes: { 'scope.userLocation': 'To show polls near you.' },
      ...profile,
    },
  })
}
