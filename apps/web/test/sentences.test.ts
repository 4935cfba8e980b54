import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { spoken } from '../build/spoken.ts'

const KB = 1024
const FIRST_MAX_KB = 3
const source = new URL('../src/', import.meta.url).pathname
const catalogue = (language: string) =>
  JSON.parse(readFileSync(new URL(`../../../packages/locales/${language}.json`, import.meta.url), 'utf8')) as Record<
    string,
    string
  >
const keys = Object.keys(catalogue('en'))
const made: string[] = []
afterEach(() => made.splice(0).forEach(folder => rmSync(folder, { recursive: true })))

/** A client of a few files. */
function clientOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'plaza-client-'))
  made.push(folder)
  for (const name of ['screens', 'wallet']) mkdirSync(join(folder, name))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

test('every sentence is said by somebody', () => {
  const said = new Set([...spoken(source, keys).sections.values()].flatMap(section => [...section]))
  expect(
    keys.filter(
      key => !said.has(key) && !/^(called|dossier|mail|notice\.(look|trial)|paper|web_login)(\.|$)/.test(key),
    ),
  ).toEqual([])
})

test.each(['en', 'es', 'zh'])('what the first screens say is little: %s', language => {
  const { sections } = spoken(source, keys)
  const first = Object.entries(catalogue(language)).filter(([key]) => sections.get('first')!.has(key))
  expect(gzipSync(JSON.stringify(Object.fromEntries(first))).length / KB).toBeLessThan(FIRST_MAX_KB)
})

test('a screen that is fetched later brings what it says, and what its parts say', () => {
  const folder = clientOf({
    'main.tsx': `import { a } from './a.ts'\nconst later = () => import('./wallet/page.tsx')\nt('first.main')`,
    'a.ts': `export { b } from './b.ts'\nt(on ? 'first.a' : 'first.b')`,
    'b.ts': '',
    'wallet/page.tsx': `import type { X } from './other.ts'\nimport {\n  part,\n} from './part.tsx'\n<P title="wallet.page" />`,
    'wallet/part.tsx': 't(`wallet.${state()}.${mine ? "mine" : "theirs"}`)\nt(`first.a`)',
    'wallet/other.ts': `t('other.one')`,
  })
  const found = spoken(folder, [
    'first.a',
    'first.b',
    'first.main',
    'mail.code',
    'other.one',
    'refusal.busy',
    'refusal.pin_wrong',
    'wallet.open.mine',
    'wallet.page',
  ])
  expect([...found.sections.get('first')!]).toEqual(
    expect.arrayContaining(['first.a', 'first.b', 'first.main', 'refusal.busy']),
  )
  expect([...found.sections.get('wallet')!].toSorted()).toEqual(['wallet.open.mine', 'wallet.page'])
  expect([...found.sections.get('refusals')!]).toEqual(['refusal.pin_wrong'])
  expect([...found.sectionOf]).toEqual([[join(folder, 'wallet/page.tsx'), 'wallet']])
})
