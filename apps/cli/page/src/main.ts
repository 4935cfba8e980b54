import { el } from './dom.ts'
import { makePanes, type NodeTold } from './panes.ts'
import { makePhone } from './phone.ts'
import { Program } from './program.ts'
import { Storage } from './storage.ts'
import type { Told } from './types.ts'

// The page around a program that is developed: the program as citizens see it, and beside it what it does.
let running: Program | undefined
const panes = makePanes(() => running?.window?.postMessage({ plaza: 'nodes' }, '*'))
const phone = makePhone(() => running)
document.body.append(el('main', {}, phone.box, panes.box))

addEventListener('message', ({ source, data }: MessageEvent<{ plaza?: string; told?: NodeTold } | null>) => {
  if (source === running?.window && data?.plaza === 'nodes' && data.told) panes.nodes(data.told)
})
addEventListener('resize', () => running?.resized())
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ({ matches }) => {
  running?.tell({ name: 'theme', theme: matches ? 'dark' : 'light' })
  running?.resized()
})

/** Runs the program as it is now, on the pages that were open; while it is broken, what ran goes on. */
async function renew(fromFirstPage = false): Promise<void> {
  const told = (await (await fetch('/program')).json()) as Told
  document.title = told.name
  panes.problems(told.errors, told.warnings)
  if (running?.told.number === told.number && !fromFirstPage) return
  const before = running
  before?.close()
  const storage = before?.storage ?? new Storage(told.appId)
  storage.changed = () => panes.storage(storage)
  panes.storage(storage)
  running = new Program(told, phone, panes, before, storage)
  running.restart = () => void renew(true)
  panes.say('info', `Build ${told.number}, ${told.ms} ms`)
  await running.start(fromFirstPage ? [] : (before?.stack ?? []))
}

void renew()
new EventSource('/changes').addEventListener('message', () => void renew())
