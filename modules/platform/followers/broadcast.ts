import { postCard } from '@plaza/chat'
import { limits, type Broadcast, type InputOf, type platformApi, type ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { derivedId, Refusal } from '@plaza/kernel'
import { mustOpen, programOf, type ProgramRow } from '@plaza/programs'
import { broadcastBegun } from '../events.ts'
import { BROADCAST_STEP, BROADCASTS_MAX, BROADCASTS_SPAN_MS } from '../limits.ts'
import { mustManage } from '../manage.ts'
import { accountOf } from '../service/account.ts'
import { contactOf } from '../service/store.ts'
import * as store from './store.ts'

type Api = typeof platformApi

export interface Telling {
  readonly id: string
  readonly appId: string
  readonly title: string
  readonly text: string
  readonly page: string
}

/**
 * Begins to tell all followers. The same id again is the same broadcast (`exists_different` with other words); refuses
 * `broadcasts_used_up` when there were enough within 30 days.
 */
export async function beginBroadcast(city: City, telling: Telling): Promise<Broadcast> {
  const { id, appId, title, text, page } = telling
  await accountOf(city, await mustOpen(city, appId))
  const at = city.clock.now()
  const row = await city.tx(async tx => {
    await store.lockAccount(tx, appId)
    const before = await store.broadcastOf(tx, id)
    if (before) return before
    if ((await store.broadcastsSince(tx, appId, at - BROADCASTS_SPAN_MS)) >= BROADCASTS_MAX)
      throw new Refusal('broadcasts_used_up', { max: BROADCASTS_MAX })
    await store.putBroadcast(tx, { id, appId, title, text, page, at })
    broadcastBegun(city, appId, id)
    return { ...telling, at, afterPerson: null, told: 0, done: false }
  })
  const same = (['appId', 'title', 'text', 'page'] as const).every(name => row[name] === telling[name])
  if (!same) throw new Refusal('exists_different')
  return shown(row)
}

export async function broadcast(
  city: City,
  { input, by }: Call<InputOf<Api['broadcast']>>,
): Promise<ReplyOf<Api['broadcast']>> {
  await mustManage(city, input.appId, by.person)
  return beginBroadcast(city, input)
}

export async function broadcasts(
  city: City,
  { input, by }: Call<InputOf<Api['broadcasts']>>,
): Promise<ReplyOf<Api['broadcasts']>> {
  const { appId } = input
  await mustManage(city, appId, by.person)
  const [rows, used, followers] = await Promise.all([
    store.broadcastsOf(city.db, appId, limits.BROADCASTS_SHOWN_MAX),
    store.broadcastsSince(city.db, appId, city.clock.now() - BROADCASTS_SPAN_MS),
    store.followersOf(city.db, appId),
  ])
  return { broadcasts: rows.map(shown), left: Math.max(0, BROADCASTS_MAX - used), followers }
}

/** A broadcast of a program, as its server may see it. */
export async function broadcastBy(city: City, appId: string, id: string): Promise<Broadcast> {
  const row = await store.broadcastOf(city.db, id)
  if (row?.appId !== appId) throw new Refusal('not_found')
  return shown(row)
}

const shown = ({ id, title, text, page, at, told, done }: store.BroadcastRow): Broadcast => ({
  id,
  title,
  text,
  page,
  at,
  told,
  state: done ? 'done' : 'sending',
})

/** A chore: tells the next followers of the oldest broadcast. Told again after a crash, each hears it once. */
export async function tellFollowers(city: City): Promise<void> {
  const row = await store.openBroadcast(city.db)
  if (!row) return
  const program = await programOf(city, row.appId)
  const stopped = !program || program.stoppedAt !== null
  const followers = stopped
    ? []
    : await store.followersAfter(city.db, {
        appId: row.appId,
        after: row.afterPerson,
        limit: BROADCAST_STEP,
        muted: false,
      })
  const sender = program ? (await accountOf(city, program)).id : ''
  const heard = program ? await Promise.all(followers.map(one => tellOne(city, program, sender, row, one.person))) : []
  await store.moveBroadcast(city.db, {
    id: row.id,
    after: followers.at(-1)?.person ?? null,
    told: heard.filter(Boolean).length,
    done: followers.length < BROADCAST_STEP,
  })
}

/** False when they ended the conversation. */
async function tellOne(
  city: City,
  program: ProgramRow,
  sender: string,
  row: store.BroadcastRow,
  person: string,
): Promise<boolean> {
  const contact = await contactOf(city.db, row.appId, person)
  if (!contact) return false
  const { title, text, page, appId } = row
  const id = derivedId('broadcast', row.id, person)
  const { icon, names } = program
  const verdict = await postCard(city, {
    conv: contact.conversation,
    id,
    sender,
    body: {
      card: 'notice',
      ref: id,
      text: `${title}: ${text}`.slice(0, limits.CARD_TEXT_MAX),
      facts: { appId, names, title, page, rows: [['', text]], ...(icon ? { icon } : {}) },
    },
  })
  if (!verdict.ok && verdict.code === 'busy') throw new Error('the chat is busy: the rest is told later')
  return verdict.ok
}
