import { openDatabase } from '@plaza/postgres'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import pino from 'pino'
import { ENGINES, openDriver, PACKAGES } from '../engines/open.ts'
import { BURNS, burn, grab, probe, PROBES, TYPED, type Burn } from './suite.ts'
import { attackTown } from './town.ts'

/**
 * npm run attack -- [--browser chromium|firefox|webkit] [--only NAME,NAME]: opens each page of the hostile program through the
 * real host in this engine, counts who reaches a server outside, and prints what came of every attempt.
 */
const { values } = parseArgs({
  options: { browser: { type: 'string', default: 'chromium' }, only: { type: 'string' } },
})
const say = (text: string) => process.stdout.write(`${text}\n`)
const engine = ENGINES.find(one => one === values.browser)
const only = values.only?.split(',')
const wanted = (name: string) => !only || only.includes(name)
if (!engine) {
  say(`--browser is one of ${ENGINES.join(', ')}`)
  process.exit(2)
}
const opened = await openDriver(engine)
if (!opened) {
  say(`${engine} is not installed: apt-get install ${PACKAGES[engine]}`)
  process.exit(2)
}
const home = mkdtempSync(path.join(tmpdir(), 'plaza-attacked-'))
const database = await openDatabase({ home, url: undefined, log: pino({ level: 'fatal' }) })
let faults = 0
try {
  await using driver = opened
  await using town = await attackTown({ databaseUrl: database.url, home })
  await driver.signIn(town.url, town.token)
  say(`${driver.name}\n`)
  const line = (name: string, holds: boolean, told: string) => {
    if (!holds) faults++
    say(`${holds ? '✓' : '✗'} ${name.padEnd(24)} ${told}`)
  }
  const attempt = async (name: string, work: () => Promise<void>) => {
    if (!wanted(name)) return
    const before = town.outside.hits.length
    await work().catch((error: unknown) => line(name, false, String(error)))
    const hits = town.outside.hits.slice(before)
    if (hits.length > 0) line(`${name}: outside`, false, hits.join(' | '))
  }
  for (const name of PROBES)
    await attempt(name, async () => {
      for (const [what, outcome] of Object.entries(await probe(driver, town, name)))
        line(`${name} ${what}`, !/^(GOT|unfinished)/.test(outcome), outcome)
    })
  for (const kind of Object.keys(BURNS) as Burn[])
    await attempt(kind, async () => {
      const burnt = await burn(driver, town, kind)
      const told = `${burnt.worstMs.toFixed(0).padStart(4)} ms (calm ${burnt.calmMs.toFixed(0)})  ${burnt.ended ? burnt.said : 'goes on'}  "${burnt.typed}"`
      line(kind, (burnt.ended || !BURNS[kind]) && (burnt.typed === TYPED || kind === 'sheets'), told)
    })
  await attempt('focus', async () => {
    const { took, typed, told } = await grab(driver, town)
    line('focus', took === 'took nothing' && typed === TYPED, `${took}; arrived "${typed}" ${told}`)
  })
  say(`\n${town.outside.hits.length} hits outside, ${faults} of the attempts came through`)
} finally {
  await database.stop()
  rmSync(home, { recursive: true, force: true })
}
process.exitCode = faults > 0 ? 1 : 0
