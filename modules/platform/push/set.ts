import type { InputOf, platformApi, ReplyOf } from '@plaza/contract'
import { reachOf, type Call, type City } from '@plaza/house'
import { NotOutside, resolveOutside } from '@plaza/http'
import { Refusal } from '@plaza/kernel'
import { lock } from '@plaza/vault'
import { webhookSecret } from '@plaza/webhooks'
import { pushSet } from '../events.ts'
import { WEBHOOK_SECRET_BYTES } from '../limits.ts'
import { mustManage } from '../manage.ts'
import { platformOf } from '../settings.ts'
import { askServer } from './ask.ts'
import { keyPurpose, secretPurpose } from './deliver.ts'
import { signedUrl } from './letter.ts'
import { dropPush, pushOf, putPush, waitingOf } from './store.ts'

type Api = typeof platformApi

/**
 * Chooses where a program's server hears what happens. An address of the compatible form must show first that it knows the
 * token; every address must be on the open internet (`webhook_refused`, with why).
 */
export async function setProgramPush(
  city: City,
  { input, by }: Call<InputOf<Api['setProgramPush']>>,
): Promise<ReplyOf<Api['setProgramPush']>> {
  const { appId, form, token, aesKey } = input
  await mustManage(city, appId, by.person)
  if (form !== 'standard' && token === undefined) throw new Refusal('bad_input', { field: 'token' })
  const url = addressOf(input.url)
  const made = form === 'standard' ? webhookSecret(city.dice.bytes(WEBHOOK_SECRET_BYTES)) : undefined
  await (token === undefined || made !== undefined ? mustBeOutside(city, url) : mustEcho(city, url, token))
  const { masterKeys } = platformOf(city)
  await putPush(city.db, {
    appId,
    form,
    url: url.href,
    secret: lock(masterKeys, made ?? (token as string), secretPurpose(appId)),
    aesKey: aesKey && form !== 'standard' ? lock(masterKeys, aesKey, keyPurpose(appId)) : null,
    setAt: city.clock.now(),
    by: by.person,
  })
  pushSet(city, appId, form, by.person)
  return made === undefined ? {} : { secret: made }
}

export async function programPush(
  city: City,
  { input, by }: Call<InputOf<Api['programPush']>>,
): Promise<ReplyOf<Api['programPush']>> {
  await mustManage(city, input.appId, by.person)
  const push = await pushOf(city.db, input.appId)
  if (!push) return {}
  const { waiting, why } = await waitingOf(city.db, input.appId)
  const { form, url, setAt, aesKey } = push
  return { push: { form, url, encrypted: aesKey !== null, setAt, waiting, ...(why === null ? {} : { why }) } }
}

export async function dropProgramPush(
  city: City,
  { input, by }: Call<InputOf<Api['dropProgramPush']>>,
): Promise<ReplyOf<Api['dropProgramPush']>> {
  await mustManage(city, input.appId, by.person)
  await city.db.tx(tx => dropPush(tx, input.appId))
  return { done: true }
}

const refused = (why: string) => new Refusal('webhook_refused', { why })

function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw refused('must begin with http:// or https://')
  if (url.username || url.password) throw refused('must have no user in it')
  url.hash = ''
  return url
}

async function mustBeOutside(city: City, url: URL): Promise<void> {
  try {
    const at = reachOf(city, url)
    await resolveOutside(at.url.hostname.replace(/^\[|\]$/g, ''), at.allowPrivate)
  } catch (error) {
    throw refused(error instanceof NotOutside ? 'must be on the open internet' : 'cannot be found')
  }
}

/** The server must answer a word of chance, asked under its token, with that word and nothing else. */
async function mustEcho(city: City, url: URL, token: string): Promise<void> {
  const echostr = Buffer.from(city.dice.bytes(8)).readBigUInt64BE().toString()
  const asked = signedUrl(city, { url: url.href, secret: token }, { echostr })
  const at = reachOf(city, asked)
  const answer = await askServer(at.url, { method: 'GET', allowPrivate: at.allowPrivate }).catch((error: unknown) => {
    throw refused(error instanceof NotOutside ? 'must be on the open internet' : 'does not answer')
  })
  if (answer.status !== 200 || answer.body.trim() !== echostr) throw refused('does not echo the test')
}
