import { afterEach, beforeEach, expect, test } from 'vitest'
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { makersApi } from '@plaza/contract'
import { requestOf } from '../src/program/api.ts'
import { build } from '../src/program/build.ts'
import { FakeCitizen } from '../src/dev/citizen.ts'
import { destinationOf } from '../src/dev/gateway.ts'
import { serveDev } from '../src/dev/serve.ts'
import { watchProject } from '../src/dev/watch.ts'
import { keptFile, readKept, writeKept } from '../src/program/kept.ts'
import { readOptions, readWhole } from '../src/program/options.ts'
import { openProject } from '../src/program/project.ts'
import { originOf } from '../src/program/session.ts'
import { publicOf, newKey, signText } from '../src/program/signing.ts'
import { digestOf, readSources, zipOf } from '../src/program/sources.ts'
import { compile, readZip } from '@plaza/program-compiler'
import { isSigned, type PackagePart } from '@plaza/program-wire'

const templates = fileURLToPath(new URL('../../../programs/templates/', import.meta.url))

/** For what compiles, on a machine that does other things too. */
const patient = { timeout: 60_000 }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'plaza-maker-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  writeFileSync(path.join(folder, name), text)
}

test('what is typed is read, and what is not known is told', () => {
  expect(readOptions(['1.0.0', '--note', 'The first', '--percent', '10'])).toMatchObject({
    rest: ['1.0.0'],
    note: 'The first',
    percent: '10',
  })
  expect(() => readOptions(['--colour', 'red'])).toThrow(/Unknown option '--colour'/)
  expect(() => readWhole('--percent', '101', 100)).toThrow(/from 1 to 100, not "101"/)
  expect(originOf('https://plaza.example.org/mp/')).toBe('https://plaza.example.org')
  expect(originOf('http://localhost:8080')).toBe('http://localhost:8080')
  expect(() => originOf('http://plaza.example.org')).toThrow(/begins with https/)
})

test('an input is cut into path, query and body', () => {
  expect(requestOf(makersApi.seeUpload, { appId: 'wx1', id: '7' })).toMatchObject({
    path: '/api/makers/programs/wx1/uploads/7',
    init: { method: 'GET' },
  })
  expect(requestOf(makersApi.makerVersions, { appId: 'wx1', before: 5 }).path).toBe(
    '/api/makers/programs/wx1/versions?before=5',
  )
  expect(requestOf(makersApi.setTrial, { appId: 'wx1', version: 'v' }).init.body).toBe('{"version":"v"}')
})

test('the key and the token are for their owner’s eyes', async () => {
  const pem = newKey()
  writeKept(folder, { key: pem, cities: {} })
  expect(statSync(keptFile(folder)).mode & 0o777).toBe(0o600)
  expect(readKept(folder).key).toBe(pem)
  expect(await isSigned(publicOf(pem), signText(pem, 'words'), 'words')).toBe(true)
  writeFileSync(keptFile(folder), '{')
  expect(() => readKept(folder)).toThrow(/cannot be read/)
})

test('only the program travels, and the same files are the same bytes', async () => {
  write('project.config.json', '{"miniprogramRoot":"client/"}')
  for (const name of ['client/app.json', 'client/app.js', 'client/.env', 'server/index.js', '.secret', 'plaza.json'])
    write(name, '{}')
  const sources = await readSources(folder)
  expect([...sources.keys()].toSorted()).toEqual(['client/app.js', 'client/app.json', 'project.config.json'])
  const zip = zipOf(sources)
  expect(zipOf(new Map([...sources].toReversed()))).toEqual(zip)
  expect(digestOf(readZip(zip))).toBe(digestOf(sources))
})

test('a library that a program uses travels with it: the city installs nothing', patient, async () => {
  cpSync(path.join(templates, 'tdesign'), folder, { recursive: true })
  symlinkSync(fileURLToPath(new URL('../../../node_modules', import.meta.url)), path.join(folder, 'node_modules'))
  const { sources, own, compiled } = await build(openProject(folder))
  expect(compiled.errors).toEqual([])
  expect([...own.keys()].filter(name => name.includes('tdesign'))).toEqual([])
  const inCity = await compile(readZip(zipOf(sources)), { strict: true })
  expect(inCity.errors).toEqual([])
  const facts = ({ styles, assets, pages }: PackagePart) => ({ styles, assets, pages })
  expect(inCity.manifest.packages.map(facts)).toEqual(compiled.manifest.packages.map(facts))
  expect(inCity.manifest.components).toEqual(compiled.manifest.components)
})

test('the gateway lets through what is declared, and leads it to this machine where it is said so', () => {
  const about = {
    domains: { request: ['https://api.example.org'], socket: ['wss://api.example.org'] },
    dev: { 'https://api.example.org': 'http://127.0.0.1:3000/' },
  }
  expect(destinationOf(about, 'request', 'https://api.example.org/a?b=1')).toBe('http://127.0.0.1:3000/a?b=1')
  expect(destinationOf(about, 'socket', 'wss://api.example.org/talk')).toBe('wss://api.example.org/talk')
  for (const url of ['https://other.example.org/', 'http://api.example.org/', 'https://me:you@api.example.org/', 'x'])
    expect(destinationOf(about, 'request', url)).toBeUndefined()
  expect(destinationOf(about, 'download', 'https://api.example.org/')).toBeUndefined()
})

test('a made-up citizen is the same at each login, and a code is good once', async () => {
  const citizen = new FakeCitizen()
  const [one, two] = [await citizen.login(), await citizen.login()]
  const first = citizen.session('wx1', one)
  expect(first).toMatchObject({ openid: expect.stringMatching(/^[\w-]{28}$/) as string })
  expect(citizen.session('wx1', one)).toMatchObject({ errcode: 40029 })
  expect(citizen.session('wx1', two)).toEqual(first)
})

test('while a program is developed its page hears of changes, and what is broken stops nothing', patient, async () => {
  cpSync(path.join(templates, 'plain'), folder, { recursive: true })
  const seen: (string | undefined)[] = []
  const api = createServer((request, response) => {
    seen.push(request.headers['x-mine'] as string | undefined)
    const to = { '/on': '/goods', '/away': 'https://other.example.org/' }[request.url ?? '']
    if (to) response.writeHead(302, { location: to }).end()
    else response.end('{"ok":true}')
  })
  await new Promise<void>(done => api.listen(0, '127.0.0.1', done))
  const stand = `http://127.0.0.1:${(api.address() as AddressInfo).port}`
  const domains = { request: ['https://api.example.org'] }
  write('plaza.json', JSON.stringify({ names: { en: 'List' }, domains, dev: { 'https://api.example.org': stand } }))
  using watch = await watchProject(folder)
  await using server = await serveDev(watch, 8700)
  const get = (place: string, init?: RequestInit) => fetch(server.url + place, init)
  expect(await (await get('/')).text()).toContain('page.js')
  expect((await get('/page.js')).status).toBe(200)
  const told = (await (await get('/program')).json()) as { name: string; manifest: { packages: { logic: string }[] } }
  expect(told.name).toBe('List')
  const logic = await (await get(`/files/${told.manifest.packages[0]!.logic}`)).text()
  expect(logic).toMatch(/plaza\.data[\s\S]*sourceMappingURL/)

  const ask = (url: string, extra: Record<string, string> = { 'x-plaza': '1' }) =>
    get('/reach/request', {
      method: 'POST',
      headers: {
        ...extra,
        'x-plaza-ask': Buffer.from(JSON.stringify({ url, headers: { 'x-mine': '7' } })).toString('base64url'),
      },
    })
  const head = (response: Response) =>
    JSON.parse(Buffer.from(response.headers.get('x-plaza-answer') ?? '', 'base64url').toString()) as object
  const reached = await ask('https://api.example.org/goods')
  expect(head(reached)).toMatchObject({ status: 200 })
  expect(await reached.text()).toBe('{"ok":true}')
  expect(seen).toEqual(['7'])
  expect(head(await ask('https://other.example.org/'))).toEqual({ refused: 'domain_not_declared' })
  expect(head(await ask('https://api.example.org/on'))).toMatchObject({ status: 200 })
  expect(head(await ask('https://api.example.org/away'))).toEqual({ refused: 'domain_not_declared' })
  // Another site's page cannot send that header, nor reach it by a name of its own.
  expect((await ask('https://api.example.org/goods', {})).status).toBe(403)

  const changes = (await get('/changes')).body!.getReader()
  const wait = { timeout: 10_000 }
  write('pages/index/index.js', 'Page({')
  await expect.poll(() => watch.build.errors.join(), wait).toMatch(/pages\/index\/index\.js:1/)
  write('pages/index/index.js', 'Page({})')
  await expect.poll(() => watch.build.errors, wait).toEqual([])
  let heard = ''
  while (!heard.includes('data: ')) heard += new TextDecoder().decode((await changes.read()).value)
  api.close()
})
