import { readFolder } from '@plaza/program-compiler'
import { crawl, type Crawled } from '@plaza/program-crawl'
import { findChromium } from '@plaza/testkit'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'jsonc-parser'
import { townWith } from './town.ts'

/**
 * npm run crawl -- FOLDER [--out DIR] [--only TEXT] [--pages N] [--at-once N]: compiles a program's folder, opens every page of
 * it (or those with TEXT in their path) in Chromium through the real host, taps what can be tapped, and reports what opened,
 * which errors were told and which calls are not supported, with a picture of each page in DIR.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    only: { type: 'string' },
    pages: { type: 'string' },
    'at-once': { type: 'string' },
  },
})
const [folder] = positionals
const say = (text: string) => process.stdout.write(`${text}\n`)
const chromium = findChromium()
if (!folder || !chromium) {
  say(folder ? 'There is no Chromium to crawl with.' : 'Say which folder: npm run crawl -- FOLDER')
  process.exit(2)
}

const pages = (await pagesOf(folder))
  .filter(page => page.includes(values.only ?? ''))
  .slice(0, Number(values.pages ?? Number.POSITIVE_INFINITY))
if (values.out) mkdirSync(values.out, { recursive: true })
await using town = await townWith(folder)
for (const problem of town.problems) say(`compile: ${problem}`)
const visits: Crawled[] = []
const { url, token, appId } = town
const atOnce = values['at-once'] === undefined ? {} : { atOnce: Number(values['at-once']) }
// The superuser's browser has no sandbox of its own; whoever crawls a stranger's folder is somebody else.
const sandbox = process.getuid?.() !== 0
await crawl({ url, token, appId, pages, chromium, sandbox, ...atOnce }, tell)
report()

function tell(seen: Crawled): void {
  const { path: page, picture, opened, errors } = seen
  visits.push(seen)
  if (values.out && picture) writeFileSync(path.join(values.out, `${page.replaceAll('/', '_')}.jpg`), picture)
  const why = opened ? '' : ` ${errors[0] ?? 'nothing was drawn'}`
  say(`${opened ? '✓' : '✗'} ${page}${why.slice(0, 200)}`)
}

function report(): void {
  const opened = visits.filter(one => one.opened).length
  const erring = visits.filter(one => one.errors.length > 0)
  const unsupported = [...new Set(visits.flatMap(one => one.unsupported))].toSorted((a, b) => (a < b ? -1 : 1))
  if (values.out)
    writeFileSync(
      path.join(values.out, 'crawl.json'),
      JSON.stringify(
        visits.map(({ picture: _, ...seen }) => seen),
        null,
        2,
      ),
    )
  say(`\n${opened} of ${visits.length} pages opened (${((opened * 100) / visits.length).toFixed(1)} %)`)
  say(`${erring.length} told errors, ${visits.reduce((sum, one) => sum + one.taps, 0)} taps`)
  if (unsupported.length > 0) say(`not supported: ${unsupported.join(', ')}`)
  process.exitCode = opened === visits.length ? 0 : 1
}

/** All pages that app.json names, those of subpackages included. */
async function pagesOf(at: string): Promise<string[]> {
  const files = await readFolder(at)
  const root = (read(files, 'project.config.json') as { miniprogramRoot?: string } | undefined)?.miniprogramRoot ?? ''
  const inside = root.replace(/^\.?\/+|\/+$/g, '')
  const app = read(files, inside ? `${inside}/app.json` : 'app.json') as AppJson | undefined
  const parts = [...(app?.subpackages ?? []), ...(app?.subPackages ?? [])]
  return [
    ...(app?.pages ?? []),
    ...parts.flatMap(part =>
      part.pages.map(page => `${part.root.replace(/^\/+|\/+$/g, '')}/${page.replace(/^\/+/, '')}`),
    ),
  ]
}

interface AppJson {
  pages?: string[]
  subpackages?: { root: string; pages: string[] }[]
  subPackages?: { root: string; pages: string[] }[]
}

function read(files: ReadonlyMap<string, Uint8Array>, name: string): unknown {
  const bytes = files.get(name)
  return (
    bytes &&
    parse(
      Buffer.from(bytes)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    )
  )
}
