import { makersApi, type TestCitizen } from '@plaza/contract'
import { createHash, randomBytes } from 'node:crypto'
import { Complaint } from '../complaint.ts'
import type { Api } from '../program/api.ts'
import { CODES_MAX } from './limits.ts'

/** Whoever runs the program. */
export interface Citizen {
  /** What `wx.login` gives: good once. */
  login(): Promise<string>
  /** `GET /sns/jscode2session`, as the platform answers a program's server. */
  session(appId: string, code: string): object
  /** Pays what `wx.requestPayment` was asked to. Says what was paid; undefined where nothing is moved. */
  pay(call: Readonly<Record<string, string>>): Promise<string | undefined>
}

/** Made up by this page: the same one at every login, of whom no city knows. */
export class FakeCitizen implements Citizen {
  readonly #codes = new Set<string>()
  readonly #sessionKey = randomBytes(16).toString('base64')

  async login(): Promise<string> {
    const code = randomBytes(16).toString('hex')
    if (this.#codes.size >= CODES_MAX) this.#codes.clear()
    this.#codes.add(code)
    return code
  }

  session(appId: string, code: string): object {
    if (!this.#codes.delete(code)) return { errcode: 40029, errmsg: 'invalid code' }
    const openid = createHash('sha256').update(`${appId} sandbox citizen`).digest('base64url').slice(0, 28)
    return { openid, session_key: this.#sessionKey }
  }

  async pay(): Promise<undefined> {
    return undefined
  }
}

/** One of those that the makers made up at the city's desk: its server knows them, and they pay test orders with play money. */
export class CityCitizen implements Citizen {
  readonly #api: Api
  readonly #of: { readonly appId: string; readonly id: string }

  constructor(api: Api, appId: string, { id }: TestCitizen) {
    this.#api = api
    this.#of = { appId, id }
  }

  async login(): Promise<string> {
    return (await this.#api.call(makersApi.citizenLogin, this.#of)).code
  }

  session(): object {
    return { errcode: 40029, errmsg: `invalid code: this one is traded in at ${this.#api.origin}` }
  }

  async pay({
    timeStamp = '',
    nonceStr = '',
    package: order = '',
    paySign = '',
  }: Record<string, string>): Promise<string> {
    const call = { ...this.#of, timeStamp, nonceStr, package: order, paySign }
    const paid = await this.#api.call(makersApi.citizenPays, call)
    return `${paid.description}: ${paid.amount} ${paid.currency} (minor units of play money)`
  }
}

/** The made-up citizen of this name. Throws a sentence when the desk knows none. */
export async function cityCitizen(api: Api, appId: string, name: string): Promise<Citizen> {
  const { citizens } = await api.call(makersApi.programCitizens, { appId })
  const found = citizens.find(one => one.name === name || one.id === name)
  if (found) return new CityCitizen(api, appId, found)
  const there = citizens.map(one => `"${one.name}"`).join(', ')
  throw new Complaint(
    `Nobody made up a citizen "${name}" for this program at ${api.origin}${there && `; there are ${there}`}. The desk of the program does: Made-up citizens.`,
  )
}
