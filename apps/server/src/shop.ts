import { merchantsApi, platformApi, type Endpoint, type InputOf, type ReplyOf } from '@plaza/contract'
import { PASSWORD, type DemoLogin } from '@plaza/demo'
import type { Call, City, Logger, Module } from '@plaza/house'
import { createPeople } from '@plaza/identity'
import { assert, derivedId } from '@plaza/kernel'
import { merchants, useMerchantDoor } from '@plaza/merchants'
import { platform, usePlatform } from '@plaza/platform'
import { usePrograms } from '@plaza/programs'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { openCity } from './city.ts'
import { declaredServer, needOf } from './declared.ts'
import { merchantKeys } from './merchant-door.ts'
import { installOwn } from './programs.ts'
import { modules } from './modules.ts'
import { programKey } from './program-door.ts'
import { writeWhole } from './write-whole.ts'

const KEEPER = { handle: 'nadia.souto', name: 'Nadia Souto' }
const BAKERY = {
  name: 'Harbour Bakery',
  nativeName: 'Panadería del Puerto',
  city: 'Lumar',
  country: 'ES',
  category: '5462',
}
const DESK_KEY_BYTES = 24
/** How long each step of an order takes: the courier of the demo is a clock. */
const COURIER_MS = 12_000
/** Nothing is asked there while the shop is opened. */
const NOWHERE = 'http://127.0.0.1:1'

/**
 * Opens the demo's shop as any maker would: its keeper signs up, installs the program, becomes a merchant whom the city
 * verified, and says where its server hears of things. What the server needs of that is written where it reads it, once.
 * Safe to repeat. Answers how to be its keeper.
 */
export async function openShop(source: {
  databaseUrl: string
  home: string
  s3Url?: string
  log: Logger
  courierMs?: number
}): Promise<DemoLogin> {
  const login = { who: `${KEEPER.name} (bakery)`, how: `${KEEPER.handle} / ${PASSWORD}` }
  const shop = declaredServer('shop')
  assert(shop, 'the shop is among the city’s own programs')
  const file = needOf(source.home, shop)
  if (existsSync(file)) return login
  await using opened = await openCity({
    ...source,
    works: false,
    config: {
      cityName: 'Plaza',
      publicUrl: 'http://localhost',
      groupMembersMax: 500,
      beside: new Map([[shop.origin, NOWHERE]]),
    },
    poolMax: 2,
  })
  const { city } = opened
  const masterKeys = merchantKeys(source.home)
  useMerchantDoor(city, { origin: NOWHERE, masterKeys })
  usePlatform(city, { origin: NOWHERE, masterKeys })
  usePrograms(city, { key: programKey(source.home), origin: NOWHERE })
  for (const module of modules) await module.start?.(city)
  const owner = derivedId('plaza shop', KEEPER.handle)
  await createPeople(city, [{ ...KEEPER, id: owner, password: PASSWORD }])
  await installOwn(city, shop.folder, owner)
  const account = await openAccount(city, owner)
  const { secret } = await ask(city, platform, platformApi.setProgramPush, owner, {
    appId: shop.appId,
    form: 'standard',
    url: `${shop.origin}/city/news`,
  })
  const deskKey = randomBytes(DESK_KEY_BYTES).toString('base64url')
  mkdirSync(path.dirname(file), { recursive: true })
  writeWhole(
    file,
    `${JSON.stringify({ ...account, webhookSecret: secret, deskKey, courierMs: source.courierMs ?? COURIER_MS })}\n`,
  )
  return login
}

/** A merchant with keys for real money, which somebody else in the city looked at. */
async function openAccount(city: City, owner: string) {
  const id = derivedId('plaza shop', 'merchant')
  const proof = { password: PASSWORD }
  const { live: mchid, verification } = await ask(city, merchants, merchantsApi.createMerchant, owner, {
    id,
    ...BAKERY,
  })
  if (verification === 'none') {
    await ask(city, merchants, merchantsApi.askVerification, owner, { id })
    const office = derivedId('plaza shop', 'city office')
    await ask(city, merchants, merchantsApi.decideVerification, office, { id, verified: true })
  }
  const { key, privateKey } = await ask(city, merchants, merchantsApi.addMerchantKey, owner, {
    id,
    mode: 'live',
    proof,
  })
  const { apiKey } = await ask(city, merchants, merchantsApi.renewApiKey, owner, { id, mode: 'live', proof })
  return { mchid, serial: key.serial, privateKey, apiKey, currency: city.config.currency ?? 'EUR' }
}

/** What a module answers somebody, as it would their phone. */
async function ask<E extends Endpoint>(
  city: City,
  module: Module,
  endpoint: E,
  person: string,
  input: InputOf<E>,
): Promise<ReplyOf<E>> {
  const route = module.routes?.find(one => one.endpoint === endpoint)
  assert(route, 'a module answers its own endpoints')
  const by = { person, kind: 'citizen' as const, device: derivedId('plaza shop', 'device') }
  const call = { input, by, session: by, address: 'shop', requestId: city.newId(), setSession() {} }
  return (await route.handle(city, call as unknown as Call<never>)) as ReplyOf<E>
}
