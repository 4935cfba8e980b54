import { LOGIC_GLOBAL, type Boot, type FromWorker, type LogicDefiner } from '@plaza/program-wire'
import * as easel from 'glass-easel'
import { makeWx } from './api/index.ts'
import { urlOf } from './app.ts'
import { completeCallers } from './caller.ts'
import { programGlobals } from './globals.ts'
import { standInFunction, takeAway } from './guard.ts'
import type { Dict } from './plain.ts'
import { Program } from './program.ts'
import type { LogicScope } from './scope.ts'

/**
 * Begins the logic side in a Worker: says `ready`, waits for `boot`, takes the network away, runs the program and opens its page. One
 * Worker runs one program.
 */
export function startLogic(scope: LogicScope): void {
  const send = scope.postMessage.bind(scope)
  const post = (message: FromWorker) => send(message)
  const runText = textRunner(scope)
  let program: Program | undefined
  scope.addEventListener('message', ({ data }) => {
    if (program) program.receive(data)
    else if (data.t === 'boot') program = begin(scope, data.boot, post, runText)
    else if (data.t === 'ping') post({ t: 'pong', n: data.n })
  })
  scope.addEventListener('unhandledrejection', event => {
    event.preventDefault()
    program?.errors.tell('promise', event.reason)
  })
  scope.addEventListener('error', event => {
    event.preventDefault()
    program?.errors.tell('script', event.error ?? event.message ?? 'Script error')
  })
  post({ t: 'ready' })
}

/** Runs a text as a script of the Worker's own: from a blob, because no code may be made of text otherwise. */
function textRunner(scope: LogicScope): (text: string) => void {
  const importScripts = scope.importScripts.bind(scope)
  const { createObjectURL, revokeObjectURL } = URL
  return text => {
    const url = createObjectURL.call(URL, new Blob([text], { type: 'text/javascript' }))
    try {
      importScripts(url)
    } finally {
      revokeObjectURL.call(URL, url)
    }
  }
}

function begin(
  scope: LogicScope,
  boot: Boot,
  post: (message: FromWorker) => void,
  runText: (text: string) => void,
): Program {
  const global = scope as unknown as Dict & { Function: FunctionConstructor }
  const program = new Program(boot, post, text => {
    // The text calls this once; afterwards programs find nothing under the name.
    global[LOGIC_GLOBAL] = (run: LogicDefiner) => program.parts.registry.define(run)
    try {
      runText(text)
    } finally {
      delete global[LOGIC_GLOBAL]
    }
  })
  program.wx = makeWx(program)
  completeCallers(program)
  easel.globalOptions.throwGlobalError = false
  tellErrorsOf(program)
  takeAway(global)
  standInFunction(global)
  for (const [name, value] of Object.entries(programGlobals(program, global))) {
    Object.defineProperty(global, name, { value, writable: true, configurable: true, enumerable: true })
  }
  for (const text of boot.packages) program.take(text)
  launch(program)
  return program
}

/** Errors in handlers, lifetimes and observers, which glass-easel catches one by one; its warnings are not the person's matter. */
function tellErrorsOf(program: Program): void {
  easel.addGlobalErrorListener((error, method, part) => {
    const where = typeof part === 'string' ? part : (part?.is ?? '')
    program.errors.tell('script', error, false, [where, method].filter(Boolean).join(' '))
    return false
  })
  easel.addGlobalWarningListener(() => false)
}

/** Runs app.js and opens the page that the program was opened for, or the pages where it was. */
function launch(program: Program): void {
  const { app, parts } = program
  const script = ['app.js', 'app.ts'].find(path => parts.registry.has(path))
  if (script !== undefined) {
    try {
      parts.registry.require(script)
    } catch {
      // Told by the registry. Pages may do without their App.
    }
  }
  // The first page waits for its turn, which comes after App.onLaunch; where that goes to comes after the first page.
  openFirst(program)
  app.launch()
}

function openFirst({ boot, router, tabs, errors }: Program): void {
  const { resume, path, query } = boot.launch
  if (resume && resume.length > 0) {
    router.restore(resume).catch((error: unknown) => errors.tell('load', error, router.top === undefined))
    return
  }
  const first = path.replace(/^\//, '') || boot.manifest.entry
  const open = (page: string, search: typeof query) =>
    tabs.indexOf(page) >= 0 ? router.switchTab(urlOf(page, search)) : router.reLaunch(urlOf(page, search))
  open(first, query).catch((error: unknown) => {
    // A card may name a page that this version has no more: its home is better than nothing.
    if (first === boot.manifest.entry) return errors.tell('load', error, true)
    open(boot.manifest.entry, {}).catch((again: unknown) => errors.tell('load', again, true))
  })
}
