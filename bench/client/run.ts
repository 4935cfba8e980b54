import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { findChromium } from '@plaza/testkit'
import { openBrowser } from './browser.ts'
import { engines } from './engines.ts'
import { lineOf, met, round, type Figure } from './figures.ts'
import { interactions } from './interactions.ts'
import { lighthouse } from './lighthouse.ts'
import { list } from './list.ts'
import { serveReference } from './reference/serve.ts'
import { scroll } from './scroll.ts'
import { sizes } from './sizes.ts'
import { starts } from './starts.ts'
import { taps } from './taps.ts'
import { buildTown, type Town } from './town.ts'

// What the citizens' client weighs and how it feels on a cheap phone, in Chromium, against a real server.
//   node --import tsx bench/client/run.ts [--only sizes,starts,taps,interactions,scroll,list,engines,lighthouse]
// "4x" is a CPU slowed down four times. Times are medians unless said otherwise. Goals in milliseconds are those of a quiet
// machine; they are told beside the same thing on a page of fixed content in React, which ran in the same minutes.

const ALL = ['sizes', 'starts', 'taps', 'interactions', 'scroll', 'list', 'engines', 'lighthouse']
const { values } = parseArgs({ options: { only: { type: 'string', default: ALL.join() } } })
const wanted = values.only.split(',')
const missed: Figure[] = []

function show(figures: Figure[]): void {
  for (const figure of figures) {
    process.stdout.write(`${lineOf(figure)}\n`)
    if (!met(figure)) missed.push(figure)
  }
}

if (wanted.includes('sizes')) show(sizes())
const path = findChromium()
if (path === undefined) process.stdout.write('skipped: no Chromium\n')
else if (wanted.some(word => word !== 'sizes')) {
  process.stdout.write(`load average ${round(loadavg()[0] as number)}; building a city…\n`)
  await using town = await buildTown()
  await measure(path, town)
}
if (missed.length > 0)
  process.stdout.write(`${missed.length} missed: ${missed.map(figure => figure.name).join('; ')}\n`)
process.exitCode = missed.length > 0 ? 1 : 0

async function measure(path: string, town: Town): Promise<void> {
  await using reference = await serveReference()
  const browser = await openBrowser(path)
  try {
    for (const [word, part] of Object.entries({ starts, taps, interactions, scroll, list })) {
      if (wanted.includes(word)) show(await part(browser, town, reference))
    }
  } finally {
    await browser.close()
  }
  if (wanted.includes('engines')) show(await engines(town))
  if (wanted.includes('lighthouse')) show(await lighthouse(path, town))
}
