import type { City, Kept, Module } from '@plaza/house'
import { languageOf } from '@plaza/identity'
import { catalogues, sentence, type SentenceKey } from '@plaza/locales'
import { escaped, pageOf, tableOf } from './html.ts'
import { FILES_BYTES_MAX, HTML_ROWS_MAX } from './limits.ts'
import { ZipFile } from './zip.ts'

type Row = Readonly<Record<string, unknown>>
type List = Extract<Kept, { list: string }>

/** Keys whose numbers are instants: they are written as dates that everybody reads. */
const INSTANT = /^(at|since|until|[a-z]+(At|Since|Until))$/

interface Entry {
  readonly path: string
  readonly title: string
  readonly count: number
}

/**
 * Writes everything that these institutions keep of a person into one ZIP: each list as JSON and as a page, files as they
 * are, and an index that opens without Plaza. Tells how many rows it has come to.
 */
export async function writeDossier(
  city: City,
  person: string,
  to: { path: string; modules: readonly Module[]; progress?: (rows: number) => Promise<void> },
): Promise<{ sha256: string; bytes: number }> {
  const language = await languageOf(city, person)
  const zip = new ZipFile(to.path)
  const entries: Entry[] = []
  const left: string[] = []
  let room = FILES_BYTES_MAX
  let done = 0
  for (const { exports } of to.modules) {
    let open: { list: List; rows: Row[] } | undefined
    const close = async () => {
      if (!open) return
      entries.push(await writeList(zip, open.list, open.rows, language))
      open = undefined
    }
    for await (const kept of exports?.(city, person) ?? []) {
      if ('file' in kept) {
        await close()
        if (room >= kept.size) await zip.add(kept.file, await kept.open(), { packed: true })
        else left.push(kept.file)
        room = Math.max(0, room - kept.size)
        continue
      }
      if (open?.list.list !== kept.list) await close()
      open ??= { list: kept, rows: [] }
      open.rows.push(...kept.rows.map(dated))
      done += kept.rows.length
      await to.progress?.(done)
    }
    await close()
  }
  await zip.add('index.html', [bytesOf(indexOf(entries, left, language, city))])
  const sha256 = await zip.end()
  return { sha256, bytes: zip.bytes }
}

const bytesOf = (text: string) => Buffer.from(text)

async function writeList(zip: ZipFile, list: List, rows: readonly Row[], language: string): Promise<Entry> {
  const title = titleOf(list, language)
  await zip.add(`${list.list}.json`, json(rows))
  const cut =
    rows.length > HTML_ROWS_MAX
      ? `<p class="note">${escaped(sentence(language, 'dossier.cut', { count: HTML_ROWS_MAX }))}</p>`
      : ''
  const shown = rows.slice(-HTML_ROWS_MAX)
  await zip.add(`${list.list}.html`, [bytesOf(pageOf(title, language, cut + tableOf(shown)))])
  return { path: list.list, title, count: rows.length }
}

/** One row a line, so that the file can be read by eye and by line. */
function* json(rows: readonly Row[]): Generator<Uint8Array> {
  yield bytesOf('[\n')
  for (const [i, row] of rows.entries()) yield bytesOf(`${JSON.stringify(row)}${i < rows.length - 1 ? ',' : ''}\n`)
  yield bytesOf(']\n')
}

function titleOf({ list, title }: List, language: string): string {
  const key = `dossier.list.${list.replaceAll('/', '.')}`
  return title ?? (key in catalogues.en ? sentence(language, key as SentenceKey) : list)
}

function indexOf(entries: readonly Entry[], left: readonly string[], language: string, city: City): string {
  const item = ({ path, title, count }: Entry) =>
    `<li><a href="${encodeURI(path)}.html">${escaped(title)}</a> (${count}) · <a href="${encodeURI(path)}.json">JSON</a></li>`
  const date = new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: city.config.timeZone ?? 'UTC',
  })
  const words = sentence(language, 'dossier.made', { city: city.config.cityName, date: date.format(city.clock.now()) })
  const without =
    left.length > 0
      ? `<p class="note">${escaped(sentence(language, 'dossier.left', { count: left.length }))}</p><ul>${left.map(path => `<li>${escaped(path)}</li>`).join('')}</ul>`
      : ''
  const body = `<p>${escaped(words)}</p><ul>${entries.map(item).join('\n')}</ul>${without}`
  return pageOf(sentence(language, 'dossier.title'), language, body)
}

function dated(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === 'number' && INSTANT.test(key) ? new Date(value).toISOString() : value,
    ]),
  )
}
