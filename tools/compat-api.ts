import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { open } from '../packages/program-runtime/test/open.ts'

const typings = fileURLToPath(
  new URL('../node_modules/miniprogram-api-typings/types/wx/lib.wx.api.d.ts', import.meta.url),
)
const host = fileURLToPath(new URL('../apps/web/src/host/', import.meta.url))
const ANSWERED_WITHIN_MS = 60
const MEMBER_INDENT = 8

/**
 * What became of calling a name: it works, the host does it, it answers with its documented failure, it may be called and
 * nothing ever comes of it, or there is no such name.
 */
export type Standing = 'runtime' | 'host' | 'fails' | 'idle' | 'missing'

/** Names that typings declare for `wx`. */
export function documentedNames(): string[] {
  const text = readFileSync(typings, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '')
  const from = text.indexOf('interface Wx {')
  const body = text.slice(from, text.indexOf('\n    }\n', from))
  const member = new RegExp(`^ {${MEMBER_INDENT}}(?:readonly )?(\\w+)\\??[(<:]`, 'gm')
  return [...new Set([...body.matchAll(member)].map(([, name]) => name!))].toSorted((a, b) => (a < b ? -1 : 1))
}

/** Names that the host's tables answer. */
export function hostNames(): Set<string> {
  const names = new Set<string>()
  for (const file of readdirSync(host).filter(name => name.startsWith('call-'))) {
    const text = readFileSync(`${host}${file}`, 'utf8')
    for (const [, table] of text.matchAll(/: HostCalls = \{\n([\s\S]*?)\n\}/g))
      for (const [, name] of table!.matchAll(/^ {2}(?:async )?(\w+)(?:\(|:|,)/gm)) names.add(name!)
  }
  return names
}

type Wx = Record<string, ((...args: readonly unknown[]) => unknown) | undefined>

/** Calls every name in the runtime, with a view and a host that are played, and reads what answers. */
export async function apiRows(names: readonly string[]): Promise<Map<string, Standing>> {
  const answers = Object.fromEntries([...hostNames()].map(api => [api, () => ({})]))
  const played = await open(
    { 'home.js': `Page({});var all = ${JSON.stringify(names.join(' '))}`, 'home.wxml': '<view/>' },
    {},
    { answers },
  )
  try {
    const wx = played.context['wx'] as Wx
    const failed = new Set<string>()
    for (const name of names) ask(wx, name, failed)
    await played.settle(ANSWERED_WITHIN_MS)
    const hosted = new Set(played.view.calls.map(({ api }) => api))
    return new Map(names.map(name => [name, standing(wx, name, failed, hosted)]))
  } finally {
    played.end()
  }
}

function ask(wx: Wx, name: string, failed: Set<string>): void {
  const work = wx[name]
  if (typeof work !== 'function' || /^(on|off)[A-Z]/.test(name)) return
  const note = (res: unknown) => {
    if (String((res as { errMsg?: unknown } | undefined)?.errMsg).endsWith('not supported')) failed.add(name)
  }
  try {
    work({ success: note, fail: note })
  } catch {
    // Names that want other arguments exist all the same.
  }
}

function standing(wx: Wx, name: string, failed: ReadonlySet<string>, hosted: ReadonlySet<string>): Standing {
  if (wx[name] === undefined) return 'missing'
  const said = wx['canIUse']!(name) === true
  if (failed.has(name) && said)
    throw new Error(`wx.canIUse says yes to ${name}, which answers that it is not supported`)
  if (failed.has(name)) return 'fails'
  if (hosted.has(name)) return 'host'
  return said || name === 'canIUse' ? 'runtime' : 'idle'
}
