import type { Call, City } from '@plaza/house'
import { CODE_SECRET_BYTES } from './limits.ts'
import { codeUrl, makeSecret } from './rules.ts'
import { keepSecret, replaceSecret } from './store.ts'

/** The link behind the caller's QR code, made at the first look. */
export async function myCode(city: City, call: Call<object>): Promise<{ url: string }> {
  const secret = await keepSecret(city.db, call.by.person, makeSecret(city.dice.bytes(CODE_SECRET_BYTES)))
  return { url: codeUrl(city.config.publicUrl, secret) }
}

/** A new QR code; the old one finds nobody any more. */
export async function renewMyCode(city: City, call: Call<object>): Promise<{ url: string }> {
  const secret = makeSecret(city.dice.bytes(CODE_SECRET_BYTES))
  await replaceSecret(city.db, call.by.person, secret)
  return { url: codeUrl(city.config.publicUrl, secret) }
}
