import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Figure } from './figures.ts'

const dist = new URL('../../apps/web/dist/', import.meta.url)
const KB = 1024

/** What the built client weighs, as gzip sends it. */
export function sizes(): Figure[] {
  if (!existsSync(new URL('index.html', dist))) throw new Error('The web client is not built: npm start builds it.')
  const index = read('index.html')
  const names = readdirSync(new URL('assets/', dist)).map(name => `assets/${name}`)
  const scripts = names.filter(name => name.endsWith('.js'))
  const first = [...index.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(match => match[1] as string)
  const early = new Set(first.filter(name => name.endsWith('.js')).flatMap(name => withImports(name)))
  const languages = scripts.filter(name => /\/(en|es|zh)-/.test(name))
  const language = Math.max(...languages.map(weigh))
  const lazy = scripts
    .filter(name => !early.has(name) && !languages.includes(name))
    .map(name => ({ name, bytes: sum(withImports(name).filter(part => !early.has(part))) }))
    .toSorted((a, b) => b.bytes - a.bytes)
  const workers = ['sw.js', ...scripts.filter(name => name.includes('-worker-'))]
  const kept = [...read('sw.js').matchAll(/\\?"\/([\w./-]*)\\?"/g)].map(match => match[1] || 'index.html')
  return [
    kb('initial JS with the largest language, gzip', sum([...early]) + language, 60),
    kb('initial CSS, gzip', sum(first.filter(name => name.endsWith('.css'))), 12),
    { ...kb('largest lazy route with its imports, gzip', lazy[0]?.bytes ?? 0, 40), note: lazy[0]?.name.slice(7) ?? '' },
    kb('largest worker, gzip', Math.max(...workers.map(weigh)), 45),
    { ...kb('kept ahead by the service worker, gzip', sum([...new Set(kept)]), 450), note: `${kept.length} files` },
  ]
}

const kb = (name: string, bytes: number, most: number): Figure => ({ name, value: bytes / KB, unit: 'KB', most })
const read = (name: string): string => readFileSync(new URL(name, dist), 'utf8')
const weigh = (name: string): number => gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length
const sum = (names: string[]): number => names.reduce((bytes, name) => bytes + weigh(name), 0)

/** A chunk and all that it needs before it runs. */
function withImports(name: string, seen = new Set<string>()): string[] {
  if (seen.has(name)) return []
  seen.add(name)
  const imports = [...read(name).matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)].map(
    match => `assets/${match[1]}`,
  )
  return [name, ...imports.flatMap(one => withImports(one, seen))]
}
