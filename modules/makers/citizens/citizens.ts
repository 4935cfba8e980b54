import type { InputOf, makersApi, ReplyOf, TestCitizen } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { derivedId, Refusal } from '@plaza/kernel'
import { fillTestWallet, payMadeUp, testBalances } from '@plaza/merchants'
import { loginMadeUp, openidIn } from '@plaza/programs'
import { currencyOf } from '@plaza/wallet'
import { noteAct } from '../events.ts'
import { CITIZENS_MAX } from '../limits.ts'
import { developed } from '../programs.ts'
import { lockProgram } from '../store.ts'
import * as store from './store.ts'
import type { CitizenRow } from './store.ts'

type Api = typeof makersApi

/** Who they are to programs and merchants. Nobody chooses it: an id that somebody typed may be a citizen's. */
const personOf = ({ appId, id }: Pick<CitizenRow, 'appId' | 'id'>): string => derivedId('makers.citizen', appId, id)

async function show(city: City, rows: readonly CitizenRow[]): Promise<TestCitizen[]> {
  const balances = await testBalances(city, rows.map(personOf))
  const currency = currencyOf(city)
  return rows.map(({ id, name, openid }, i) => ({ id, name, openid, balance: String(balances[i] ?? 0n), currency }))
}

const showOne = async (city: City, row: CitizenRow): Promise<TestCitizen> => (await show(city, [row]))[0] as TestCitizen

/** Citizens made up for a program. */
export async function programCitizens(
  city: City,
  { input, by }: Call<InputOf<Api['programCitizens']>>,
): Promise<ReplyOf<Api['programCitizens']>> {
  await developed(city, input.appId, by.person)
  const rows = await store.citizensOf(city.db, input.appId, CITIZENS_MAX)
  return { citizens: await show(city, rows), most: CITIZENS_MAX }
}

/**
 * Makes up a citizen with a full wallet of play money. Safe to repeat. Refuses an id that is taken (`exists_different`) and
 * one more than a program may have (`too_many_citizens`).
 */
export async function makeCitizen(city: City, { input, by }: Call<InputOf<Api['makeCitizen']>>): Promise<TestCitizen> {
  const { appId, id } = input
  const name = input.name.trim()
  if (name === '') throw new Refusal('bad_input')
  await developed(city, appId, by.person)
  const person = personOf({ appId, id })
  const row = { id, appId, name, openid: await openidIn(city, appId, person) }
  await city.tx(async tx => {
    await lockProgram(tx, appId)
    const there = await store.citizenById(tx, id)
    if (there && (there.appId !== appId || there.name !== name)) throw new Refusal('exists_different')
    if (there) return
    if ((await store.citizensOf(tx, appId, CITIZENS_MAX)).length >= CITIZENS_MAX) throw new Refusal('too_many_citizens')
    await store.putCitizen(tx, row, city.clock.now())
    await noteAct(city, tx, { appId, what: 'citizen_made', by: by.person, facts: { name } })
  })
  await fillTestWallet(city, person, 'made')
  return showOne(city, row)
}

/** Is done with one; their payments stay. Safe to repeat. */
export async function dropCitizen(
  city: City,
  { input, by }: Call<InputOf<Api['dropCitizen']>>,
): Promise<ReplyOf<Api['dropCitizen']>> {
  const { appId, id } = input
  await developed(city, appId, by.person)
  await city.tx(async tx => {
    if (await store.dropCitizen(tx, appId, id)) await noteAct(city, tx, { appId, what: 'citizen_gone', by: by.person })
  })
  return { done: true }
}

/** A code for `code2session`. */
export async function citizenLogin(
  city: City,
  call: Call<InputOf<Api['citizenLogin']>>,
): Promise<ReplyOf<Api['citizenLogin']>> {
  const citizen = await found(city, call)
  return { code: await loginMadeUp(city, citizen.appId, personOf(citizen)) }
}

/** More play money, once for each key. */
export async function fillCitizen(city: City, call: Call<InputOf<Api['fillCitizen']>>): Promise<TestCitizen> {
  const citizen = await found(city, call)
  await fillTestWallet(city, personOf(citizen), `asked ${call.input.key}`)
  return showOne(city, citizen)
}

/** Pays what the program asks for. Safe to repeat. */
export async function citizenPays(
  city: City,
  call: Call<InputOf<Api['citizenPays']>>,
): Promise<ReplyOf<Api['citizenPays']>> {
  return payMadeUp(city, personOf(await found(city, call)), call.input)
}

/** One of those made up for this program, by whoever develops it. */
async function found(city: City, { input, by }: Call<{ appId: string; id: string }>): Promise<CitizenRow> {
  await developed(city, input.appId, by.person)
  const citizen = await store.citizenById(city.db, input.id)
  if (citizen?.appId !== input.appId) throw new Refusal('not_found')
  return citizen
}
