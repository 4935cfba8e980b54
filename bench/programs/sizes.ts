import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Figure } from '../client/figures.ts'

const frame = new URL('../../apps/frame/dist/', import.meta.url)
const app = new URL('../../apps/web/dist/', import.meta.url)
const KB = 1_000
const BARS: Readonly<Record<string, number>> = { logic: 75, view: 20 }
/** Words that only the runtime, the view, and the host of programs have in them. */
const WORDS = ['plazaMore', 'importScripts', 'program-files']

/** What the scripts of the cage weigh, and whether any of it is in what the app loads first. */
export function sizes(): Figure[] {
  const names = readdirSync(frame).filter(name => name.endsWith('.js'))
  const weights = ['logic', 'view', 'more'].map(part => {
    const name = names.find(one => one.startsWith(`${part}-`))
    if (!name) throw new Error('The cage is not built: npm start builds it.')
    const value = gzipSync(readFileSync(new URL(name, frame)), { level: 9 }).length / KB
    const most = BARS[part]
    return { name: `${part}, gzip`, value, unit: 'kB', ...(most ? { most } : {}) }
  })
  const first = [...readFileSync(new URL('index.html', app), 'utf8').matchAll(/assets\/[^"]+\.js/g)].map(([name]) =>
    readFileSync(new URL(name, app), 'utf8'),
  )
  const found = WORDS.filter(word => first.some(text => text.includes(word)))
  return [...weights, { name: 'of it in what the app loads first', value: found.length, unit: 'words', most: 0 }]
}
