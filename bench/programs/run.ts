import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findChromium } from '@plaza/testkit'
import { openBrowser } from '../client/browser.ts'
import { lineOf, met, round, type Figure } from '../client/figures.ts'
import { townWith } from '#tests/crawl/town.ts'
import { opens } from './opens.ts'
import { writePrograms } from './pages.ts'
import { servePeers } from './peer.ts'
import { sets } from './sets.ts'
import { sizes } from './sizes.ts'

// How fast mini programs open and answer in a real city, host and Chromium, beside the same pages as plain web pages.
//   node --import tsx bench/programs/run.ts [--only sizes,opens,sets] [--rounds N]
// Whatever is compared is measured in turn, so that ratios mean something on a busy machine too.

const root = fileURLToPath(new URL('../../', import.meta.url))
/** Half of what a throw-away experiment took: min and median of a game, of a program with 11 pages and of one with 29. */
const BARS = { game: [118, 219], middle: [219, 329], heavy: [352, 539] } as const

const { values } = parseArgs({
  options: { only: { type: 'string', default: 'sizes,opens,sets' }, rounds: { type: 'string', default: '7' } },
})
const wanted = values.only.split(',')
const rounds = Number(values.rounds)
const missed: Figure[] = []

function show(figures: readonly Figure[]): void {
  for (const figure of figures) {
    process.stdout.write(`${lineOf(figure)}\n`)
    if (!met(figure)) missed.push(figure)
  }
}

if (wanted.includes('sizes')) show(sizes())
const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')
else if (wanted.some(word => word !== 'sizes')) await measure(chromium)
for (const { name } of missed) process.stdout.write(`missed: ${name}\n`)
process.exitCode = missed.length > 0 ? 1 : 0

async function measure(chromium: string): Promise<void> {
  const below = mkdtempSync(path.join(tmpdir(), 'plaza-bench-programs-'))
  try {
    const folders = writePrograms(below, path.join(root, 'node_modules'))
    const names = ['small', 'cards', 'list', 'library'] as const
    await using town = await townWith(path.join(root, 'programs/tiles'), ...names.map(name => folders[name] as string))
    for (const problem of town.problems) process.stdout.write(`compile: ${problem}\n`)
    const [game, small, cards, list, library] = town.appIds as [string, string, string, string, string]
    await using peers = await servePeers()
    const browser = await openBrowser(chromium)
    const at = { town, peerUrl: peers.url, rounds, small, list }
    const told = () => process.stdout.write(`load average ${round(loadavg()[0] as number)}\n`)
    try {
      told()
      if (wanted.includes('opens'))
        show(
          await opens(browser, at, [
            { name: 'open small', appId: small, peer: 'small', bar: BARS.game },
            { name: 'open game', appId: game, bar: BARS.game },
            { name: 'open 30 components', appId: cards, peer: 'cards', bar: BARS.middle },
            { name: 'open 30 of a library', appId: library, bar: BARS.heavy },
          ]),
        )
      if (wanted.includes('sets')) show(await sets(browser, at))
      told()
    } finally {
      await browser.close()
    }
  } finally {
    rmSync(below, { recursive: true, force: true })
  }
}
