import { perCity, type City } from '@plaza/house'
import { RateLimit } from '@plaza/http'
import { programOf } from '@plaza/programs'
import { logBroke } from '../events.ts'
import { LOG_AT_ONCE, LOG_EVERY_MS, LOG_NAME_LENGTH_MAX, LOG_PER_MINUTE, LOG_WAITING_MAX } from '../limits.ts'
import { hashOf } from '../tokens.ts'
import type { PlatformAnswer, PlatformAsk } from '../wire.ts'
import { blanked, blankedQuery } from './blank.ts'
import { programsBehind, putCalls, type CallRow } from './store.ts'

/** A line that waits to be written; whose it is may only be known by the token. */
interface Line extends Omit<CallRow, 'appId'> {
  readonly appId?: string
  readonly token?: Buffer
}

interface State {
  readonly lines: Line[]
  readonly rate: RateLimit
  soon?: NodeJS.Timeout | undefined
}
const state = perCity((city): State => {
  city.onStop(() => writeLog(city))
  return { lines: [], rate: new RateLimit(city.clock) }
})

/** Keeps a line for a moment, to be written with others. More than a process can hold are let go: a log is no reason to be slow. */
function note(city: City, line: Line): void {
  const mine = state(city)
  if (mine.lines.length < LOG_WAITING_MAX) mine.lines.push(line)
  mine.soon ??= setTimeout(() => void writeLog(city), LOG_EVERY_MS).unref()
}

/** Notes what a program's server asked and was answered. Nothing is looked up now, as whoever asked waits. */
export function noteAsk(city: City, ask: PlatformAsk, answer: PlatformAnswer, of: { id: string; began: number }): void {
  const outcome = outcomeOf(answer)
  const whose = whoseIs(ask)
  if (!whose) return
  const query = blankedQuery(ask.query)
  const asked = [query, blanked(ask.body)].filter(Boolean).join('\n\n')
  note(city, {
    ...whose,
    way: 'api',
    id: of.id,
    name: `${ask.method} ${ask.path}`.slice(0, LOG_NAME_LENGTH_MAX),
    ok: outcome === 'ok',
    outcome,
    ms: Math.round(city.clock.now() - of.began),
    asked,
    answered: answeredBy(answer),
    replay: false,
    person: null,
    at: of.began,
  })
}

/** Notes a try to tell a program's server something. */
export const notePush = (city: City, line: Omit<CallRow, 'way'>): void =>
  note(city, { ...line, way: 'push', asked: blanked(line.asked), answered: blanked(line.answered) })

/** Writes what was noted in this process, as much of each program as the log takes. */
export async function writeLog(city: City): Promise<void> {
  const mine = state(city)
  clearTimeout(mine.soon)
  mine.soon = undefined
  const { lines, rate } = mine
  while (lines.length > 0) {
    const some = lines.splice(0, LOG_AT_ONCE)
    try {
      const rows = (await named(city, some)).filter(row => rate.take(row.appId, LOG_PER_MINUTE) === 0)
      if (rows.length > 0) await putCalls(city.db, rows)
    } catch (error) {
      logBroke(city, error)
    }
  }
}

/** Lines with the program they belong to; those of nobody are let go. */
async function named(city: City, lines: readonly Line[]): Promise<CallRow[]> {
  const tokens = lines.flatMap(line => (line.token ? [line.token] : []))
  const behind = tokens.length > 0 ? await programsBehind(city.db, tokens) : new Map<string, string>()
  const known = new Map<string, boolean>()
  const rows: CallRow[] = []
  for (const { token, appId: said, ...line } of lines) {
    const appId = said ?? (token && behind.get(token.toString('hex')))
    if (appId === undefined) continue
    if (!known.has(appId)) known.set(appId, (await programOf(city, appId)) !== undefined)
    if (known.get(appId)) rows.push({ ...line, appId })
  }
  return rows
}

const APP_ID = /^wx[0-9a-f]{16}$/

/** By the token that a request brings, or by the id that it names; undefined for requests that name nobody. */
function whoseIs({ query, authorization = '', body, path }: PlatformAsk): Pick<Line, 'appId' | 'token'> | undefined {
  const token = /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? query.get('access_token')
  if (token && path !== '/sns/userinfo') return { token: hashOf(token) }
  const basic = /^Basic (\S+)$/i.exec(authorization)?.[1]
  const user = basic && Buffer.from(basic, 'base64').toString('utf8').split(':')[0]
  const named = user ?? query.get('appid') ?? /["&]?(?:appid|client_id)"?\s*[=:]\s*"?(wx[0-9a-f]{16})/.exec(body)?.[1]
  return named && APP_ID.test(named) ? { appId: named } : undefined
}

/** `ok`, or the word or number of the no. */
function outcomeOf({ status, body }: PlatformAnswer): string {
  if (typeof body !== 'string') return 'ok'
  try {
    const { code, error, errcode } = JSON.parse(body) as { code?: string; error?: string; errcode?: number }
    if (status >= 400) return String(code ?? error ?? status)
    return errcode === undefined || errcode === 0 ? 'ok' : String(errcode)
  } catch {
    return status >= 400 ? String(status) : 'ok'
  }
}

const answeredBy = ({ body, headers }: PlatformAnswer): string =>
  typeof body === 'string' ? blanked(body) : `${body.byteLength} bytes of ${headers['content-type'] ?? 'something'}`
