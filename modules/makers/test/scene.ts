import type { MakerProgram, MakerVersion, ProgramProfile, Upload } from '@plaza/contract'
import { chat } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import { sql } from '@plaza/db'
import { bind } from '@plaza/http'
import { authenticate, createPerson, identity, openSession } from '@plaza/identity'
import { derivedId } from '@plaza/kernel'
import { ledger } from '@plaza/ledger'
import { merchants } from '@plaza/merchants'
import { compile, readZip, type Source } from '@plaza/program-compiler'
import { developerText, sourcesText, type DeveloperStatement } from '@plaza/program-wire'
import { programs, usePrograms } from '@plaza/programs'
import { testCity, type TestCity, type TestCityOptions } from '@plaza/testkit'
import { holderFor, wallet } from '@plaza/wallet'
import Fastify, { type FastifyInstance } from 'fastify'
import { strToU8, zipSync } from 'fflate'
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { expect } from 'vitest'
import { makers, receiveUpload } from '../index.ts'
import { compiled, useCompiler } from '../uploads/compile.ts'

export interface Answer<Body> {
  readonly status: number
  readonly body: Body
  readonly no: string | undefined
}

export interface Citizen {
  readonly id: string
  readonly key: { readonly id: string; readonly private: KeyObject; readonly raw: string }
  call<Body = Record<string, never>>(route: string, input?: object): Promise<Answer<Body>>
  /** The same, and it has to be answered. */
  get<Body>(route: string, input?: object): Promise<Body>
}

export const modules = [identity, ledger, contacts, chat, wallet, merchants, programs, makers]
export const platformKey = generateKeyPairSync('ed25519').privateKey

const PROFILE: ProgramProfile = {
  names: { en: 'Tide table', zh: '潮汐表' },
  abouts: { en: 'When the sea comes.' },
  category: 'tools',
  licences: [],
  domains: {},
  scopes: {},
  templates: [],
  keywords: ['harbour'],
  pages: [],
  places: [],
}
export const profile = (change: Partial<ProgramProfile> = {}): ProgramProfile => ({ ...PROFILE, ...change })

/** The sources of a small program; `script` is what its page does. */
export const sources = (script = '', more: Record<string, string> = {}): Record<string, string> => ({
  'app.json': '{"pages":["pages/index/index"]}',
  'app.js': 'App({})',
  'pages/index/index.js': `Page({ onLoad() { ${script} } })`,
  'pages/index/index.wxml': '<view>Tide</view>',
  ...more,
})

export const sha = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
export const digestOf = (files: Record<string, string>): string =>
  sha(sourcesText(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, sha(text)]))))
export const zipOf = (files: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])))
export const signed = (text: string, key: KeyObject): string => sign(null, Buffer.from(text), key).toString('base64url')

export interface Scene extends AsyncDisposable {
  readonly city: TestCity
  person(handle: string, kind?: 'citizen' | 'operator'): Promise<Citizen>
  /** Whoever holds this session. */
  as(token: string): Pick<Citizen, 'call' | 'get'>
  /** Runs what is due, and waits for what is compiled. */
  settle(): Promise<void>
}

export interface SceneOptions extends Partial<TestCityOptions> {
  /** Compiles in a process with limits, as a city does; else here, which is quicker. */
  readonly ownProcess?: boolean
}

async function compileHere(source: Source, { withSources: _, ...options } = {} as { withSources?: boolean }) {
  const files = 'zip' in source ? readZip(source.zip) : new Map<string, Uint8Array>()
  return { ...(await compile(files, options)), sources: files }
}

/** A city with the registry, and people who use it over HTTP. */
export async function scene({ ownProcess = false, ...options }: SceneOptions = {}): Promise<Scene> {
  const city = await testCity({ modules, authenticate, ...options })
  if (!ownProcess) useCompiler(city, compileHere)
  usePrograms(city, { key: platformKey, origin: 'https://cage.test' })
  const app = Fastify()
  bind(
    app,
    city,
    modules.flatMap(module => module.routes ?? []),
  )
  await app.ready()
  return {
    city,
    person: (handle, kind = 'citizen') => newcomer(city, app, handle, kind),
    as: token => caller(app, token),
    async settle() {
      for (let i = 0; i < 3; i++) {
        city.skip(1_001)
        await city.settle()
        await compiled(city)
      }
    },
    async [Symbol.asyncDispose]() {
      await compiled(city)
      await city.stop()
      await app.close()
      await city[Symbol.asyncDispose]()
    },
  }
}

async function newcomer(
  city: TestCity,
  app: FastifyInstance,
  handle: string,
  kind: 'citizen' | 'operator',
): Promise<Citizen> {
  const { id } = await createPerson(city, { id: derivedId(handle), handle, name: handle, kind })
  await holderFor(city, id)
  await city.db.run(sql`update wallet.holder set tier = 1 where person = ${id}`)
  const token = await openSession(city, id, { name: 'phone', kind: 'browser' })
  const pair = generateKeyPairSync('ed25519')
  const raw = pair.publicKey.export({ format: 'jwk' }).x as string
  return { id, key: { id: city.newId(), private: pair.privateKey, raw }, ...caller(app, token) }
}

function caller(app: FastifyInstance, token: string): Pick<Citizen, 'call' | 'get'> {
  const call = async <Body>(route: string, input: object = {}) => {
    const [verb, path] = route.split(' ') as ['GET', string]
    const query = verb === 'GET' || (verb as string) === 'DELETE'
    const answer = await app.inject({
      method: verb,
      url: `/api${path}${query ? `?${new URLSearchParams(input as Record<string, string>).toString()}` : ''}`,
      headers: { authorization: `Bearer ${token}` },
      ...(query ? {} : { payload: input }),
    })
    const body = answer.json<Body & { error?: { code: string } }>()
    return { status: answer.statusCode, body, no: body.error?.code }
  }
  return {
    call,
    async get<Body>(route: string, input: object = {}) {
      const answer = await call<Body>(route, input)
      expect(answer.no, route).toBeUndefined()
      return answer.body
    },
  }
}

export async function addKey(who: Citizen): Promise<void> {
  const { challenge } = await who.get<{ challenge: string }>('POST /makers/keys/challenge')
  const { id, raw, private: key } = who.key
  await who.get('POST /makers/keys', { id, name: 'laptop', key: raw, challenge, signature: signed(challenge, key) })
}

/** A team of one, with a key and a registered program. */
export async function maker(s: Scene, who: Citizen, change: Partial<ProgramProfile> = {}) {
  const team = s.city.newId()
  await who.get('POST /makers/teams', { id: team, name: 'Harbour Makers', contact: 'makers@harbour.test' })
  await addKey(who)
  const wish = { id: s.city.newId(), team, profile: profile(change) }
  const made = await who.get<{ program: MakerProgram; secret: string }>('POST /makers/programs', wish)
  return { team, wish, appId: made.program.appId, secret: made.secret }
}

export interface UploadWish {
  readonly version: string
  readonly files?: Record<string, string>
  /** What a test says otherwise than it is. */
  readonly say?: Partial<DeveloperStatement>
  readonly signWith?: KeyObject
  readonly id?: string
}

/** Begins an upload with a statement that its key signs. */
export function begin(s: Scene, who: Citizen, appId: string, wish: UploadWish): Promise<Answer<Upload>> {
  const { version, files = sources(), say = {}, signWith = who.key.private, id = s.city.newId() } = wish
  const statement = developerText({
    format: 1,
    appId,
    version,
    note: `Version ${version}`,
    sources: digestOf(files),
    at: s.city.clock.now(),
    ...say,
  })
  const input = { id, key: who.key.id, statement, signature: signed(statement, signWith) }
  return who.call<Upload>(`POST /makers/programs/${appId}/uploads`, input)
}

const callerOf = (who: Citizen) => ({ person: who.id, device: who.id, kind: 'citizen' as const })
export const send = (s: Scene, who: Citizen, id: string, zip: Uint8Array): Promise<Upload> =>
  receiveUpload(s.city, callerOf(who), id, zip)

/** Uploads and waits until it is compiled. */
export async function upload(s: Scene, who: Citizen, appId: string, wish: UploadWish): Promise<Upload> {
  const begun = await begin(s, who, appId, wish)
  expect(begun.no).toBeUndefined()
  await send(s, who, begun.body.id, zipOf(wish.files ?? sources()))
  await s.settle()
  return who.get<Upload>(`GET /makers/programs/${appId}/uploads/${begun.body.id}`)
}

/** Uploads, submits, and has it approved by these operators. Answers the version's id. */
export async function approved(
  s: Scene,
  who: Citizen,
  appId: string,
  wish: UploadWish & { by: readonly Citizen[] },
): Promise<string> {
  const { versionId } = await upload(s, who, appId, wish)
  await who.get(`POST /makers/programs/${appId}/versions/${versionId}/submit`)
  let after: MakerVersion | undefined
  for (const operator of wish.by)
    after = await operator.get<MakerVersion>(`POST /makers/reviews/${versionId}/decide`, { approve: true, reasons: '' })
  expect(after?.state).toBe('approved')
  return versionId!
}

export const release = (s: Scene, who: Citizen, appId: string, version: string, percent = 100, id = s.city.newId()) =>
  who.call<MakerProgram>(`POST /makers/programs/${appId}/releases`, { id, version, percent })
