import type { DeveloperKey, MakerProgram, MakerVersion, ProgramRun } from '@plaza/contract'
import { verifyRelease } from '@plaza/program-wire'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync, cpSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { hasProgram } from '../src/program/project.ts'
import { Terminal, openTown, type Person, type Town } from './maker-town.ts'

// A newcomer follows the guide, word by word, against a whole city. Cities compile uploads in processes of their own.
vi.setConfig({ testTimeout: 120_000 })

const root = fileURLToPath(new URL('../../../', import.meta.url))
const NEWCOMER_MS_MAX = 5 * 60_000

/** Blocks of commands of the guide, as they stand there. */
const blocks = [
  ...readFileSync(path.join(root, 'docs/guides/making-a-mini-program.md'), 'utf8').matchAll(
    /```\n(plaza [\s\S]*?)```/g,
  ),
].map(([, block]) => block!.trim().split('\n'))

let town: Town
let operators: readonly Person[]
let boris: Person
beforeAll(async () => {
  town = await openTown()
  operators = [await town.person('omar', 'operator'), await town.person('olga', 'operator')]
  boris = await town.person('boris')
})
afterAll(() => town?.[Symbol.asyncDispose]())

interface About {
  appId: string
  city: string
  scopes?: Record<string, string>
  domains?: { request?: string[] }
}
const aboutIn = (folder: string) => JSON.parse(readFileSync(path.join(folder, 'plaza.json'), 'utf8')) as About

/** The city's people say yes; a program that takes payments needs both of them. */
async function approve(): Promise<void> {
  for (const operator of operators) {
    const { reviews } = await operator.call<{ reviews: { version: MakerVersion }[] }>('GET /makers/reviews')
    for (const { version } of reviews)
      await operator.call(`POST /makers/reviews/${version.id}/decide`, { approve: true, reasons: '' })
  }
}

/** Types a block of the guide; reviewers say yes to what is submitted. The city that is meant is this one. */
async function follow(terminal: Terminal, block: readonly string[]): Promise<string> {
  let said = ''
  for (const line of block) {
    // It serves until it is ended: its own tests show it.
    if (line === 'plaza program dev') continue
    said = await terminal.type(line.replace('http://localhost:8080', town.url))
    if (line.startsWith('plaza program submit')) await approve()
  }
  return said
}

/** Opens it as a client does: nothing runs that was not signed. */
async function opened(appId: string): Promise<ProgramRun> {
  const run = await boris.call<ProgramRun>(`POST /programs/${appId}/open`, {})
  const verdict = await verifyRelease({
    appId,
    env: 'release',
    versionId: run.versionId,
    statement: run.release.statement,
    signature: run.release.signature,
    platformKey: run.key,
    manifest: run.manifest,
    developerStatement: run.release.developerStatement,
    highestSerial: 0,
  })
  expect(verdict).toMatchObject({ ok: true, version: run.version })
  return run
}

test('a newcomer is with citizens by the commands of the guide, and goes back', async () => {
  const since = performance.now()
  const terminal = new Terminal(town, await town.person('anna'), 'anna')
  await follow(terminal, blocks[0]!)
  const { appId, city } = aboutIn(terminal.cwd)
  expect(city).toBe(town.url)
  const first = await opened(appId)
  expect(performance.now() - since).toBeLessThan(NEWCOMER_MS_MAX)
  expect(first.version).toBe('1.0.0')
  expect(first.program).toMatchObject({ name: 'Shopping list', maker: { name: 'Harbour Makers' } })
  expect(JSON.parse(first.release.developerStatement!)).toMatchObject({ appId, note: 'The first one' })
  expect(statSync(path.join(terminal.settings, 'maker.json')).mode & 0o777).toBe(0o600)

  // What the guide says next: a share, everybody, back again.
  const [upload, submit, share, all, back] = blocks[1]!
  writeFileSync(path.join(terminal.cwd, 'app.js'), 'App({ quick: true })\n')
  await follow(terminal, [upload!, submit!, share!])
  expect(await terminal.type('plaza program status')).toContain('10 % of them get 1.1.0.')
  await follow(terminal, [all!])
  expect((await opened(appId)).version).toBe('1.1.0')

  // The answer to the rollback is lost, and so are those to its repeats: going back once more is not what was asked.
  terminal.lose = 4
  await expect(terminal.type(back!)).rejects.toThrow(/cannot be reached/)
  expect(await terminal.type(back!)).toContain('version 1.0.0')
  expect((await opened(appId)).version).toBe('1.0.0')
  await expect(terminal.type(back!)).rejects.toThrow(/no version before/)
})

test('a program that exists goes the same way, unchanged', async () => {
  const terminal = new Terminal(town, await town.person('bela'), 'bela')
  await terminal.type(`plaza program login ${town.url}`)
  terminal.cd('shop')
  const fixture = fixtureFolder()
  if (fixture) cpSync(fixture, terminal.cwd, { recursive: true })
  else writeExisting(terminal.cwd)
  const config = path.join(terminal.cwd, 'project.config.json')
  const settings = () => (existsSync(config) ? readFileSync(config, 'utf8') : '')
  const before = settings()
  const [take, check, ...rest] = blocks[2]!
  const taken = await terminal.type(`${take} --team "Old Shop" --contact shop@example.org`)
  if (!fixture) {
    expect(taken).toContain('Its code asks for scope.userLocation: say in plaza.json what for.')
    expect(taken).toContain('Its code names https://shop.example.org')
    await undeclared(terminal, check!)
  }
  await terminal.type(check!)
  declareAsTold(path.join(terminal.cwd, 'plaza.json'), terminal.said.join('\n'))
  await follow(terminal, rest)
  await terminal.type('plaza program release')
  const run = await opened(aboutIn(terminal.cwd).appId)
  expect(run.version).toBe('1.0.0')
  expect(settings()).toBe(before)
  if (!fixture) expect(run.manifest).not.toContain('secret')
})

/** What is taken out of the profile again is missed by the check, and stops the upload. */
async function undeclared(terminal: Terminal, check: string): Promise<void> {
  const file = path.join(terminal.cwd, 'plaza.json')
  const kept = readFileSync(file, 'utf8')
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(kept) as object), scopes: {}, domains: {} }))
  const told = await terminal.type(check)
  expect(told).toMatch(
    /miniprogram\/pages\/index\/index\.js:2: error: wx\.getLocation needs scope\.userLocation, which is not declared\. Add it/,
  )
  expect(told).toMatch(/index\.js:3: warning: https:\/\/shop\.example\.org is not declared/)
  await expect(terminal.type('plaza program upload --version 1.0.0')).rejects.toThrow(/mend the errors/)
  writeFileSync(file, kept)
}

test('a preview is for the team alone, and is uploaded once', async () => {
  const carla = await town.person('carla')
  const terminal = new Terminal(town, carla, 'carla')
  await terminal.type(`plaza program login ${town.url}`)
  await terminal.type('plaza program new list --template plain --team Reef --contact reef@example.org --name Reef')
  terminal.cd('list')
  const said = await terminal.type('plaza program preview')
  const { appId } = aboutIn(terminal.cwd)
  expect(said).toContain(`/trial/${appId}`)
  const run = await carla.call<ProgramRun>(`POST /programs/${appId}/open`, { trial: true })
  expect(run).toMatchObject({ envVersion: 'trial', program: { name: 'Reef' } })
  await expect(boris.call(`POST /programs/${appId}/open`, { trial: true })).rejects.toThrow('not_found')
  await terminal.type('plaza program preview')
  expect(terminal.said.join('\n')).not.toContain('Uploading')
  const again = await terminal.type('plaza program new . --existing')
  expect(again).toContain('It is registered as')
})

test('what was lost on the way is not done twice', async () => {
  const dora = await town.person('dora')
  const terminal = new Terminal(town, dora, 'dora')
  await terminal.type(`plaza program login ${town.url}`)
  terminal.lose = 4
  const make = 'plaza program new twice --template typescript --team Twice --contact twice@example.org'
  await expect(terminal.type(make)).rejects.toThrow(/cannot be reached/)
  terminal.lose = 2
  await terminal.type(make)
  const { programs } = await dora.call<{ programs: MakerProgram[] }>('GET /makers/programs')
  expect(programs).toHaveLength(1)
  terminal.cd('twice')
  terminal.lose = 3
  await terminal.type('plaza program upload --version 1.0.0')
  const { versions } = await dora.call<{ versions: MakerVersion[] }>(
    `GET /makers/programs/${programs[0]!.appId}/versions`,
  )
  expect(versions.map(one => one.version)).toEqual(['1.0.0'])
  await expect(terminal.type('plaza program release')).rejects.toThrow(/No version was approved yet/)

  await terminal.type('plaza program key --renew')
  const { keys } = await dora.call<{ keys: DeveloperKey[] }>('GET /makers/keys')
  expect(keys.map(one => one.revokedAt !== undefined)).toEqual([false, true])
  // What the void key signed is not submitted any more, and the answer says what to do.
  await expect(terminal.type('plaza program submit')).rejects.toThrow(/revoked.*plaza program key --renew/)
})

/** A program of somebody else to try, where a developer has one: `PLAZA_PROGRAM_FIXTURES` is it, or a folder of such. */
function fixtureFolder(): string | undefined {
  const folder = process.env['PLAZA_PROGRAM_FIXTURES']
  if (!folder || hasProgram(folder)) return folder
  return readdirSync(folder)
    .map(name => path.join(folder, name))
    .find(hasProgram)
}

/** Does what `check` advises: declares scopes, each with a reason, and addresses. */
function declareAsTold(file: string, told: string): void {
  const scopes = [...told.matchAll(/needs (scope\.\w+)/g)].map(([, scope]) => [scope!, 'It works better with it.'])
  const domains = [...told.matchAll(/warning: (https:\S+) is not declared/g)].map(([, domain]) => domain!)
  const about = aboutIn(path.dirname(file))
  const request = [...new Set([...(about.domains?.request ?? []), ...domains])]
  writeFileSync(
    file,
    JSON.stringify({
      ...about,
      scopes: { ...about.scopes, ...Object.fromEntries(scopes) },
      domains: { ...about.domains, ...(request.length > 0 ? { request } : {}) },
    }),
  )
}

/** A small project as other tools make it: its program in a folder, things beside it that are nobody's business. */
function writeExisting(folder: string): void {
  const files = {
    'project.config.json':
      '{ "appid": "wx1234567890abcdef", "miniprogramRoot": "miniprogram/", "projectname": "shop" }',
    'server/secret.js': 'module.exports = "secret"',
    'miniprogram/.env': 'KEY=secret',
    'miniprogram/app.json': '{ "pages": ["pages/index/index"], "window": { "navigationBarTitleText": "Old shop" } }',
    'miniprogram/app.js': 'App({})',
    'miniprogram/pages/index/index.wxml': '<view>{{near}}</view>',
    'miniprogram/pages/index/index.js': `Page({ data: { near: '' }, onLoad() {
  wx.getLocation({ success: () => this.setData({ near: 'here' }) })
  wx.request({ url: 'https://shop.example.org/goods' })
} })`,
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
}
