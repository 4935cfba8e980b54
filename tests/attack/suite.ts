import { pause, type Driver } from '../engines/driver.ts'
import {
  besideChat,
  CLEAR_COMPOSER,
  COMPOSER_PLACE,
  COMPOSER_TEXT,
  FRAME_PLACE,
  SPIN,
  START_CLOCK,
  STATE,
  storedBy,
  UNSPIN,
  WORST,
  type HostState,
} from './scripts.ts'
import type { AttackTown } from './town.ts'

/** Pages that try one thing after the other and say what they obtained. */
export const PROBES = ['reach', 'draw', 'calls', 'fake'] as const
/** Ways to burn, and whether the program must be ended for it: the others are slowed down or do no harm. */
export const BURNS = {
  loop: true,
  micro: true,
  operations: true,
  drip: true,
  nodes: true,
  memory: true,
  flood: false,
  heavy: false,
  titles: false,
  history: false,
  sheets: false,
  logs: false,
  text: false,
} as const
export type Burn = keyof typeof BURNS

const STARTED_WITHIN_MS = 30_000
const PROBED_WITHIN_MS = 90_000
/** A silent Worker is given five seconds, and then some for the next beat. */
const ENDED_WITHIN_MS = 15_000
const BURN_MS = 4_000
const LOOK_EVERY_MS = 100
/** The program begins to burn 1.5 s after its page is there. */
const BEGUN_MS = 600
const CALM_MS = 1_500
/** What it stores is written by then, and what it asked for would have come. */
const AFTER_MS = 1_500
export const TYPED = 'hello bruno'

export type Outcomes = Readonly<Record<string, string>>
export interface Burnt {
  /** The host's longest frame meanwhile. */
  readonly worstMs: number
  /** The same a moment before, without the program, while two honest Workers kept the machine as busy. */
  readonly calmMs: number
  readonly ended: boolean
  readonly said: string
  /** Something typed into the host meanwhile, as it arrived. */
  readonly typed: string
}

const stateOf = (driver: Driver) => driver.run<HostState>(STATE)

async function until(driver: Driver, fits: (state: HostState) => boolean, withinMs: number): Promise<HostState> {
  for (const end = Date.now() + withinMs; ; await pause(LOOK_EVERY_MS)) {
    const state = await stateOf(driver)
    if (fits(state) || Date.now() > end) return state
  }
}

/** Opens a page of the hostile program by its address. */
async function openPage(driver: Driver, town: AttackTown, page: string): Promise<void> {
  await driver.open(`${town.url}/mp/${town.appId}/${encodeURIComponent(page)}`)
  const state = await until(driver, one => one.shown || one.failure !== '', STARTED_WITHIN_MS)
  if (!state.shown) throw new Error(`the program did not start: ${JSON.stringify(state)}`)
}

/** Opens a page that tries things, and reads what came of them. */
export async function probe(driver: Driver, town: AttackTown, name: (typeof PROBES)[number]): Promise<Outcomes> {
  await openPage(driver, town, `pages/${name}/${name}`)
  const done = /^(done|no word|GOT)/
  const { title, failure } = await until(driver, one => done.test(one.title) || one.failure !== '', PROBED_WITHIN_MS)
  await pause(AFTER_MS)
  if (title !== 'done') return { [name]: done.test(title) ? title : `unfinished: ${title} ${failure}` }
  const kept = await driver.run<Record<string, string>>(storedBy(town.appId))
  return (JSON.parse(kept['outcomes'] ?? '{}') as { data?: Outcomes }).data ?? {}
}

/** Lets the program burn beside a conversation, types there meanwhile, and reads how slow the host became. */
export async function burn(driver: Driver, town: AttackTown, kind: Burn): Promise<Burnt> {
  await openChat(driver, town)
  await driver.run(SPIN)
  await driver.run(START_CLOCK)
  await pause(CALM_MS)
  const calmMs = await driver.run<number>(WORST)
  await driver.run(UNSPIN)
  await openOver(driver, town, `pages/burn/burn?kind=${kind}`)
  await toComposer(driver)
  await pause(BEGUN_MS)
  await driver.run(START_CLOCK)
  await pause(BEGUN_MS)
  await driver.type(TYPED)
  const state = await until(driver, one => one.failure !== '', BURNS[kind] ? ENDED_WITHIN_MS : BURN_MS)
  const worstMs = await driver.run<number>(WORST)
  return {
    worstMs,
    calmMs,
    ended: state.failure !== '',
    said: state.failure.split('\n')[0] ?? '',
    typed: await driver.run<string>(COMPOSER_TEXT).catch(() => ''),
  }
}

/** The program takes the focus in a loop while somebody writes to a friend: what it got of it, and what arrived. */
export async function grab(driver: Driver, town: AttackTown): Promise<{ took: string; typed: string; told: string }> {
  await openBeside(driver, town, 'pages/focus/focus')
  const frame = await driver.run<{ x: number; y: number; width: number; height: number } | null>(FRAME_PLACE)
  // Touched just now, it may take the focus for a while: nobody else's keys, though.
  if (frame) await driver.click(frame.x + frame.width / 2, frame.y + frame.height - 40)
  await toComposer(driver)
  await driver.type(TYPED)
  await pause(AFTER_MS)
  const { title, toasts } = await stateOf(driver)
  return { took: title, typed: await driver.run<string>(COMPOSER_TEXT), told: toasts }
}

/** Opens a page of the program beside her conversation. */
export async function openBeside(driver: Driver, town: AttackTown, page: string): Promise<void> {
  await openChat(driver, town)
  await openOver(driver, town, page)
}

async function openChat(driver: Driver, town: AttackTown): Promise<void> {
  await driver.open(`${town.url}/chats/${town.chat}`)
  for (
    const end = Date.now() + STARTED_WITHIN_MS;
    (await driver.run(COMPOSER_PLACE)) === null;
    await pause(LOOK_EVERY_MS)
  )
    if (Date.now() > end) throw new Error('the conversation did not open')
}

async function openOver(driver: Driver, town: AttackTown, page: string): Promise<void> {
  await driver.run(besideChat(town.chat, town.appId, page))
  const state = await until(driver, one => one.shown || one.failure !== '', STARTED_WITHIN_MS)
  if (!state.shown) throw new Error(`the program did not start: ${JSON.stringify(state)}`)
}

async function toComposer(driver: Driver): Promise<void> {
  const at = await driver.run<{ x: number; y: number } | null>(COMPOSER_PLACE)
  if (!at) throw new Error('there is nowhere to write')
  await driver.click(at.x, at.y)
  await driver.run(CLEAR_COMPOSER)
}
