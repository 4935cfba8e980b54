import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Driver } from '#tests/engines/driver.ts'
import { openDriver, PACKAGES } from '#tests/engines/open.ts'
import type { Figure } from './figures.ts'
import { FRAMES, STEP_PX, type Read, type Scrolled } from './scroll.ts'
import { LONG_CHAT_MESSAGES, type Town } from './town.ts'

const READ = 1_000
const REST_MS = 500
const LOOK_EVERY_MS = 250
const OPEN_WITHIN_MS = 60_000

/** The chat of 100,000 messages in the two other engines: does a bubble ever move by itself, is a frame ever blank? */
export async function engines(town: Town): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const engine of ['firefox', 'webkit'] as const) {
    const opened = await openDriver(engine)
    if (!opened) {
      process.stdout.write(`skipped: ${engine} (apt-get install ${PACKAGES[engine]})\n`)
      continue
    }
    await using driver = opened
    figures.push(...(await scrolled(driver, town)))
  }
  return figures
}

async function scrolled(driver: Driver, town: Town): Promise<Figure[]> {
  await driver.signIn(town.url, town.lee.token)
  await driver.open(`${town.url}/chats/${town.lee.long}`)
  const probes = readFileSync(new URL('./probes.js', import.meta.url), 'utf8')
  await driver.run(`(() => {${probes}; return true})()`)
  await until(driver, `document.querySelectorAll('.page:not(.under) .line[data-q]').length > 10`)
  await pause(1_000)
  const up = await long<Scrolled>(driver, `probes.scrollUp(${STEP_PX}, ${FRAMES})`)
  const read = await long<Read>(driver, `probes.readUp(${READ}, ${REST_MS})`)
  const chat = `${driver.name}, chat of ${LONG_CHAT_MESSAGES / 1000}k`
  const of = (name: string, value: number, frames: number, note: string): Figure => ({
    name: `${chat}: ${name}`,
    value,
    unit: `/ ${frames}`,
    note,
  })
  return [
    { ...of('frames off by > 2 px', up.off, up.frames, `worst ${Math.round(up.worst)} px`), most: 0 },
    {
      ...of('blank frames', up.blank, up.frames, `at the edge ${up.stopped}, longest ${Math.round(up.longest)} ms`),
      most: 0,
    },
    of('flings, frames off', read.off, read.frames, `${read.seen} messages, worst ${Math.round(read.worst)} px`),
    of('flings, blank frames', read.blank, read.frames, `at most ${read.most} elements`),
  ]
}

/** What takes longer than one command may: it is begun, and its end looked for. */
async function long<T>(driver: Driver, expression: string): Promise<T> {
  await driver.run(`void (probes.found = undefined, ${expression}.then(found => (probes.found = found)))`)
  await until(driver, 'probes.found !== undefined')
  return driver.run<T>('probes.found')
}

async function until(driver: Driver, condition: string): Promise<void> {
  const end = performance.now() + OPEN_WITHIN_MS
  while (!(await driver.run<boolean>(condition))) {
    if (performance.now() > end) throw new Error(`${driver.name}: not so within a minute: ${condition}`)
    await pause(LOOK_EVERY_MS)
  }
}
