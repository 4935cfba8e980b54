import { BACKGROUND_MS_MAX, LIVE_PROGRAMS_MAX, type Launch } from '@plaza/program-wire'
import { createEffect, createRoot, createSignal } from 'solid-js'
import { ApiError, call } from '../engine/api.ts'
import { closeTop, keepInner, push, replaceTop, top, whenInnerMoved } from '../router.ts'
import { session } from '../ui/state.ts'
import { fetchFirst } from './first.ts'
import { warmCage } from './frames.ts'
import { Program } from './program.ts'
import { manifestOf, Untrusted } from './verify.ts'

/** How a program came to be opened, in the numbers that programs know (1001: from the list, 1007: a card, 1011: a code …). */
export interface Opening {
  readonly scene?: number
  readonly from?: { readonly appId: string; readonly extraData?: unknown }
  readonly trial?: boolean
}

/** Programs that run now, the one used last at the end. */
const [live, setLive] = createSignal<readonly Program[]>([])
export { live }
/** Why a program could not be opened, by its id. */
const [failures, setFailures] = createSignal<Readonly<Record<string, string>>>({})
export { failures }

/** The next cage is warmed when the first page of this one has had the machine for itself. */
const WARM_AFTER_MS = 1_500

const expiry = new WeakMap<Program, ReturnType<typeof setTimeout>>()
/** Pages that a program had open when it was ended in the background. */
const resting = new Map<string, Launch['resume']>()
const opening = new Map<string, Promise<void>>()

export const pathOf = (appId: string): string => `/mp/${appId}`
export const liveProgram = (appId: string): Program | undefined => live().find(one => one.appId === appId)

/** Opens a program over what is there, at a page of it; one that runs already comes back where it was. */
export async function openProgram(appId: string, path = '', how: Opening = {}): Promise<void> {
  wanted.set(appId, { path, how })
  // The server is asked while the page is drawn that will show it.
  const brought = bring(appId)
  if (top() !== pathOf(appId)) push(pathOf(appId))
  await brought
}

/** The same in place of the page on top, as when an address led here. */
export function openInstead(appId: string, path: string, how: Opening): void {
  wanted.set(appId, { path, how })
  replaceTop(pathOf(appId))
}

const wanted = new Map<string, { path: string; how: Opening }>()

/** What the page of a program does when it is drawn: starts it, or lets it be seen again. */
export function bring(appId: string): Promise<void> {
  const going = opening.get(appId)
  if (going) return going
  const work = start(appId).finally(() => opening.delete(appId))
  opening.set(appId, work)
  return work
}

async function start(appId: string): Promise<void> {
  const want = wanted.get(appId)
  wanted.delete(appId)
  const running = liveProgram(appId)
  // Who asks for the trial does not mean the version that everybody has.
  const isMeant = want?.how.trial !== true || running?.run.envVersion === 'trial'
  if (running && isMeant && running.state().s !== 'failed') return again(running, want)
  if (running) drop(running)
  setFailures({ ...failures(), [appId]: '' })
  try {
    const begun = { first: fetchFirst(appId), askedAt: performance.now() }
    const run = await call('POST /programs/:appId/open', { appId, ...(want?.how.trial ? { trial: true } : {}) })
    const manifest = manifestOf(run)
    if (!manifest) throw new ApiError('internal')
    const program = new Program(run, manifest, launchOf(manifest.entry, want, resting.get(appId)), begun)
    resting.delete(appId)
    const others = live().filter(one => one.appId !== appId)
    setLive([...others, program])
    for (const old of others.slice(0, Math.max(0, others.length + 1 - LIVE_PROGRAMS_MAX))) rest(old)
    await program.start()
    setTimeout(() => warmCage(run.frame), WARM_AFTER_MS)
  } catch (error) {
    setFailures({ ...failures(), [appId]: failureOf(error) })
    const broken = liveProgram(appId)
    if (broken) drop(broken)
  }
}

function failureOf(error: unknown): string {
  if (error instanceof Untrusted) return 'program_untrusted'
  return error instanceof ApiError ? error.code : 'internal'
}

/** A program that still runs comes to the front; a path leads it to another page. */
function again(program: Program, want: { path: string; how: Opening } | undefined): void {
  setLive([...live().filter(one => one !== program), program])
  clearTimeout(expiry.get(program))
  const launch = want ? launchOf(program.manifest.entry, want, undefined) : undefined
  // A page that is asked for opens afresh, as from a card or a code; else it goes on where it was.
  program.setVisible(true, want?.path || want?.how.from ? launch : undefined)
}

function launchOf(entry: string, want: { path: string; how: Opening } | undefined, resume: Launch['resume']): Launch {
  const [path = '', search = ''] = (want?.path ?? '').replace(/^\/+/, '').split('?')
  const query = Object.fromEntries(new URLSearchParams(search))
  const { scene = 1001, from } = want?.how ?? {}
  return {
    path: path.replace(/\.html$/, '') || entry,
    query,
    scene,
    referrerInfo: from ? { appId: from.appId, extraData: from.extraData } : {},
    ...(resume && !path ? { resume } : {}),
  }
}

/** Its page is no longer shown: it hears so, and is ended when nobody comes back. */
export function hide(program: Program): void {
  program.setVisible(false)
  clearTimeout(expiry.get(program))
  expiry.set(
    program,
    setTimeout(() => rest(program), BACKGROUND_MS_MAX),
  )
}

/** Ends a program in the background and remembers its pages. */
function rest(program: Program): void {
  const stack = program.stack().map(({ path, query }) => ({ path, query }))
  if (stack.length > 0) resting.set(program.appId, stack)
  drop(program)
}

function drop(program: Program): void {
  clearTimeout(expiry.get(program))
  setLive(live().filter(one => one !== program))
  program.close()
}

/** Leaves a program; it stays warm for a while. */
export function closeProgram(program: Program): void {
  if (top() === pathOf(program.appId)) closeTop()
}

/** Ends it and starts it anew. */
export function restartProgram(program: Program, path: string): void {
  drop(program)
  resting.delete(program.appId)
  keepInner(0)
  wanted.set(program.appId, { path, how: {} })
  void bring(program.appId)
}

/** Starts the version that there is now, at the same pages: at once where it is seen, else when somebody comes back. */
export function renewProgram(program: Program): void {
  rest(program)
  if (top() === pathOf(program.appId)) void bring(program.appId)
}

/** Ends one program, wherever it is. */
export function endProgram(appId: string): void {
  const running = liveProgram(appId)
  if (running) drop(running)
  resting.delete(appId)
}

/** Ends every program: nothing of a citizen's stays on the page when they sign out. */
function closeAll(): void {
  for (const program of live()) drop(program)
  resting.clear()
}

createRoot(() =>
  createEffect(() => {
    if (session().s === 'out') closeAll()
  }),
)

whenInnerMoved(to => {
  const program = live().at(-1)
  if (!program || top() !== pathOf(program.appId)) return
  const delta = program.stack().length - 1 - to
  if (delta > 0) program.tell({ name: 'back', delta })
})
