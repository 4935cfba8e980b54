import type { FromWorker } from '@plaza/program-wire'
import { inert } from './api/call.ts'
import { LOGS_PER_SECOND_MAX, LONG_TEXT_MAX } from './limits.ts'
import { isDict, textOf, type Dict } from './plain.ts'
import type { Program } from './program.ts'

type Level = 'debug' | 'log' | 'info' | 'warn' | 'error'

/** Names that programs find without asking: the constructors, `wx`, `getApp` … */
export function programGlobals(program: Program, global: Dict): Dict {
  const { boot, parts, app, router } = program
  const { manifest } = boot
  const config = {
    appId: boot.account.appId,
    accountInfo: { appId: boot.account.appId, nickname: '', icon: '' },
    envVersion: boot.account.envVersion,
    entryPagePath: `${manifest.entry}.html`,
    pages: manifest.pages.map(page => page.path),
    page: Object.fromEntries(manifest.pages.map(page => [`${page.path}.html`, { window: page.window }])),
    global: { window: manifest.window },
    tabBar: manifest.tabBar ?? { list: [] },
    subPackages: manifest.packages
      .filter(part => part.root !== '')
      .map(part => ({ root: `${part.root}/`, pages: part.pages })),
    ext: boot.extConfig ?? {},
    debug: false,
    platform: program.system.platform,
  }
  const frame = (work: (time: number) => void) =>
    setTimeout(() => program.errors.guard('requestAnimationFrame', () => work(performance.now())), 16)
  return {
    ...parts.globals(),
    wx: program.wx,
    App: (definition: unknown) => app.define(definition),
    getApp: () => app.instance,
    getCurrentPages: () => router.stack.map(page => page.caller),
    requirePlugin: requirePlugin(program),
    requireMiniProgram: () => undefined,
    definePlugin: () => undefined,
    global,
    __wxConfig: config,
    __wxRoute: '',
    __wxAppCode__: {},
    __virtualDOM__: {},
    console: consoleOf(program.post),
    ...(typeof global['requestAnimationFrame'] === 'function'
      ? {}
      : { requestAnimationFrame: frame, cancelAnimationFrame: (id: number) => clearTimeout(id) }),
    WeixinJSBridge: { invoke: () => undefined, on: () => undefined },
  }
}

/**
 * Plugins are not here. For one that `app.json` names it is told, and what stands for it does nothing, so that the page which
 * wanted it still works. Any other is refused, as everywhere: libraries try whether there is one.
 */
function requirePlugin(program: Program): unknown {
  const named = program.boot.manifest.app['plugins']
  const absent = (name: unknown) => new Error(`plugin "${String(name)}" is not supported`)
  const require = (name: unknown, _done?: unknown, fail?: unknown): unknown => {
    const error = absent(name)
    if (!isDict(named) || !Object.hasOwn(named, String(name))) throw error
    if (typeof fail === 'function') (fail as (problem: unknown) => void)({ mod: name, errMsg: error.message })
    else program.errors.tell('script', error)
    return inert()
  }
  return Object.assign(require, { async: (name: unknown) => Promise.reject(absent(name)) })
}

/** A console whose words reach the developer: text is sent, and nothing of the program is held. */
function consoleOf(post: (message: FromWorker) => void): Dict {
  const counts = new Map<string, number>()
  const times = new Map<string, number>()
  let second = 0
  let said = 0
  const mayPost = () => {
    const now = Math.floor(performance.now() / 1000)
    if (now !== second) [second, said] = [now, 0]
    return ++said <= LOGS_PER_SECOND_MAX
  }
  const say =
    (level: Level) =>
    (...args: readonly unknown[]) =>
      void (mayPost() && post({ t: 'log', level, text: args.map(textOf).join(' ').slice(0, LONG_TEXT_MAX) }))
  const log = say('log')
  return {
    debug: say('debug'),
    log,
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    trace: log,
    dir: log,
    table: log,
    group: log,
    groupCollapsed: log,
    groupEnd: () => undefined,
    clear: () => undefined,
    assert: (holds: unknown, ...args: readonly unknown[]) => void (holds || say('error')('Assertion failed:', ...args)),
    count: (label = 'default') => {
      counts.set(label, (counts.get(label) ?? 0) + 1)
      log(`${label}: ${counts.get(label)}`)
    },
    time: (label = 'default') => void times.set(label, performance.now()),
    timeEnd: (label = 'default') =>
      log(`${label}: ${(performance.now() - (times.get(label) ?? performance.now())).toFixed(1)} ms`),
    timeLog: (label = 'default') =>
      log(`${label}: ${(performance.now() - (times.get(label) ?? performance.now())).toFixed(1)} ms`),
  }
}
