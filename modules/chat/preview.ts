import type { InputOf, mediaApi, ReplyOf } from '@plaza/contract'
import { instant, sql } from '@plaza/db'
import { perCity, type Call, type City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { keepPreviewPicture } from '@plaza/media'
import {
  PREVIEW_EMPTY_MS,
  PREVIEW_HTML_BYTES_MAX,
  PREVIEW_KEEP_MS,
  PREVIEW_PICTURE_BYTES_MAX,
  PREVIEWS_AT_ONCE_MAX,
  PREVIEWS_DROPPED_MAX,
} from './limits.ts'
import { linksIn } from './links.ts'
import { pageFacts } from './page-facts.ts'
import { reachPage } from './reach-page.ts'
import { someMessages } from './some.ts'

type Preview = ReplyOf<typeof mediaApi.linkPreview>

const asking = perCity(() => new Map<string, Promise<Preview | undefined>>())

/**
 * What a page that a message links to calls itself. Only links in messages that the caller may read are followed, and each once
 * for everybody: whoever wrote the page never learns who read the message. Of a page that cannot be had or says nothing, only
 * the site is told.
 */
export async function linkPreview(
  city: City,
  { input, by }: Call<InputOf<typeof mediaApi.linkPreview>>,
): Promise<Preview> {
  const [message] = await someMessages(city, by.person, input.chat, [input.q])
  const { text } = (message?.b ?? {}) as { text?: string }
  if (text === undefined || !linksIn(text).includes(input.url)) throw new Refusal('target_not_found')
  const kept = await keptPreview(city, input.url)
  const found = kept ?? { facts: await askOnce(city, input.url, by.person) }
  return found.facts ?? { url: input.url, site: new URL(input.url).hostname }
}

/** Of several who ask at once, one does for all. */
function askOnce(city: City, url: string, person: string): Promise<Preview | undefined> {
  const mine = asking(city)
  const before = mine.get(url)
  if (before) return before
  if (mine.size >= PREVIEWS_AT_ONCE_MAX) throw new Refusal('busy', { retryMs: 2_000 })
  const work = ask(city, url, person).finally(() => mine.delete(url))
  mine.set(url, work)
  return work
}

async function ask(city: City, url: string, person: string): Promise<Preview | undefined> {
  const accept = 'text/html,application/xhtml+xml'
  const page = await reachPage(city, url, { accept, bytesMax: PREVIEW_HTML_BYTES_MAX, cut: true })
  const html = page && accept.split(',').includes(page.type) ? decoded(page.bytes, page.charset) : undefined
  const { title, description, picture } = html === undefined ? {} : pageFacts(html)
  const facts: Preview | undefined =
    page && (title ?? description) !== undefined
      ? {
          url,
          site: page.url.hostname,
          ...(title ? { title } : {}),
          ...(description ? { description } : {}),
          ...(await pictureOf(city, page.url, picture, person)),
        }
      : undefined
  await keepPreview(city, url, facts)
  return facts
}

/** The picture of a page, fetched here so that readers' devices call nobody; a page without a good one has none. */
async function pictureOf(
  city: City,
  page: URL,
  address: string | undefined,
  person: string,
): Promise<Pick<Preview, 'picture'>> {
  if (address === undefined || !URL.canParse(address, page.href)) return {}
  const want = { accept: 'image/jpeg,image/png,image/webp', bytesMax: PREVIEW_PICTURE_BYTES_MAX, cut: false }
  const got = await reachPage(city, new URL(address, page).href, want)
  if (!got) return {}
  return keepPreviewPicture(city, person, got.bytes).then(
    picture => ({ picture }),
    () => ({}),
  )
}

function decoded(bytes: Buffer, charset: string | undefined): string {
  const named = charset ?? /<meta[^>]{1,200}charset=["']?([\w-]{1,40})/i.exec(bytes.toString('latin1', 0, 2_048))?.[1]
  try {
    return new TextDecoder(named ?? 'utf-8').decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

async function keptPreview(city: City, url: string): Promise<{ facts: Preview | undefined } | undefined> {
  const row = await city.db.maybe<{ facts: Preview | null; at: number }>(
    sql`select facts, at from chat.preview where url = ${url}`,
  )
  if (!row) return undefined
  const age = city.clock.now() - row.at
  return age < (row.facts ? PREVIEW_KEEP_MS : PREVIEW_EMPTY_MS) ? { facts: row.facts ?? undefined } : undefined
}

async function keepPreview(city: City, url: string, facts: Preview | undefined): Promise<void> {
  await city.db.run(sql`
    insert into chat.preview (url, facts, at)
    values (${url}, ${facts ? JSON.stringify(facts) : null}, ${instant(city.clock.now())})
    on conflict (url) do update set facts = excluded.facts, at = excluded.at`)
}

/** Chore: forgets what pages said long ago. */
export async function dropPreviews(city: City): Promise<void> {
  const before = city.clock.now() - PREVIEW_KEEP_MS
  await city.db.run(sql`
    delete from chat.preview where url in (
      select url from chat.preview where at < ${instant(before)} limit ${PREVIEWS_DROPPED_MAX}
    )`)
}
