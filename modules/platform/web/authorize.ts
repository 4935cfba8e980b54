import type { Caller, City } from '@plaza/house'
import { cards, languageOf } from '@plaza/identity'
import { mayReach, programOf, saidIn, type ProgramRow } from '@plaza/programs'
import { lock, unlock } from '@plaza/vault'
import { webSignedIn } from '../events.ts'
import { REDIRECT_LENGTH_MAX, STATE_LENGTH_MAX, TOKEN_BYTES, WEB_CODE_LIFE_MS, WEB_FORM_LIFE_MS } from '../limits.ts'
import { platformOf } from '../settings.ts'
import { hashOf } from '../tokens.ts'
import { consentPage, plainPage } from './page.ts'
import { hasConsent, putCode, putConsent } from './store.ts'
import { USER_INFO } from './tokens.ts'

const SCOPES: readonly string[] = ['snsapi_base', USER_INFO]

export interface PageAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

interface Wish {
  readonly appId: string
  readonly redirect: string
  readonly scope: string
  readonly state: string
}

/**
 * Where a program's web page sends a citizen's browser to learn who they are (RFC 6749, 4.1). It leads back only to
 * addresses of the program's declared web domains; whatever else is asked ends on a page that leads nowhere.
 */
export async function authorizePage(
  city: City,
  query: URLSearchParams,
  caller: Caller | undefined,
): Promise<PageAnswer> {
  const language = caller ? await languageOf(city, caller.person) : 'en'
  const asked = await wishOf(city, query)
  if (!asked) return plainPage(language, 'wrong')
  if (!caller || caller.kind === 'bot') return plainPage(language, 'sign_in')
  const { wish, program } = asked
  const grant = { appId: wish.appId, person: caller.person, scope: wish.scope }
  if (await hasConsent(city.db, grant)) return goOn(city, wish, caller.person)
  const [me] = await cards(city, [caller.person])
  return consentPage(language, {
    program: saidIn(program.names, language),
    maker: program.maker,
    person: me?.name ?? '',
    withProfile: wish.scope === USER_INFO,
    origin: new URL(wish.redirect).origin,
    ticket: ticketFor(city, wish, caller.person),
  })
}

/** What the citizen answered on that page. Its ticket is theirs alone, so that no other page can answer for them. */
export async function authorizeAnswer(
  city: City,
  form: URLSearchParams,
  caller: Caller | undefined,
): Promise<PageAnswer> {
  if (!caller || caller.kind === 'bot') return plainPage('en', 'sign_in')
  const wish = readTicket(city, form.get('ticket') ?? '', caller.person)
  if (!wish) return plainPage(await languageOf(city, caller.person), 'wrong')
  if (form.get('answer') !== 'allow') return lead(wish, { error: 'access_denied' })
  const { appId, scope } = wish
  await putConsent(city.db, { appId, scope, person: caller.person }, city.clock.now())
  return goOn(city, wish, caller.person)
}

async function goOn(city: City, wish: Wish, person: string): Promise<PageAnswer> {
  const code = Buffer.from(city.dice.bytes(TOKEN_BYTES)).toString('base64url')
  const expiresAt = city.clock.now() + WEB_CODE_LIFE_MS
  await putCode(city.db, { hash: hashOf(code), appId: wish.appId, person, scope: wish.scope, expiresAt })
  webSignedIn(city, wish.scope)
  return lead(wish, { code })
}

function lead({ redirect, state }: Wish, more: Record<string, string>): PageAnswer {
  const url = new URL(redirect)
  for (const [name, value] of Object.entries({ ...more, ...(state === '' ? {} : { state }) }))
    url.searchParams.set(name, value)
  return { status: 303, headers: { location: url.href, 'cache-control': 'no-store' }, body: '' }
}

async function wishOf(city: City, query: URLSearchParams): Promise<{ wish: Wish; program: ProgramRow } | undefined> {
  const said = (name: string) => query.get(name) ?? ''
  const wish = {
    appId: said('appid'),
    redirect: said('redirect_uri'),
    scope: said('scope') || 'snsapi_base',
    state: said('state'),
  }
  const program = await programOf(city, wish.appId)
  if (!program?.released || program.stoppedAt !== null) return undefined
  if (said('response_type') !== 'code' || !SCOPES.includes(wish.scope)) return undefined
  if (wish.redirect.length > REDIRECT_LENGTH_MAX || wish.state.length > STATE_LENGTH_MAX) return undefined
  const url = URL.canParse(wish.redirect) ? new URL(wish.redirect) : undefined
  const fine = url && !url.username && !url.password && mayReach(url, program.domains.web ?? [])
  return fine ? { wish, program } : undefined
}

const purposeOf = (person: string): string => `web form|${person}`

function ticketFor(city: City, wish: Wish, person: string): string {
  const text = JSON.stringify({ ...wish, until: city.clock.now() + WEB_FORM_LIFE_MS })
  return lock(platformOf(city).masterKeys, text, purposeOf(person)).toString('base64url')
}

function readTicket(city: City, ticket: string, person: string): Wish | undefined {
  try {
    const text = unlock(platformOf(city).masterKeys, Buffer.from(ticket, 'base64url'), purposeOf(person))
    const wish = JSON.parse(text) as Wish & { until: number }
    return wish.until > city.clock.now() ? wish : undefined
  } catch {
    return undefined // of somebody else, or made up
  }
}
