import { factsSignature, sealFacts } from '@plaza/compat-wechat'
import type { InputOf, platformApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { cards, languageOf } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { mayUse, mustOpen, sessionKeyOf } from '@plaza/programs'
import { SALT_BYTES } from './limits.ts'
import { namesIn } from './sessions.ts'

const SCOPE = 'scope.userInfo'
const LANGUAGES = { en: 'en', es: 'es', zh: 'zh_CN' } as const

/** What a program may know of somebody who allowed it, in the words of the format; it asks no sex and no town. */
export async function profileOf(city: City, person: string) {
  const [[card], language] = await Promise.all([cards(city, [person]), languageOf(city, person)])
  return {
    nickName: card?.name ?? '',
    gender: 0,
    language: LANGUAGES[language],
    city: '',
    province: '',
    country: '',
    avatarUrl: card?.avatar ? `${city.config.publicUrl}/media/${card.avatar}` : '',
  }
}

/**
 * Name and picture for a program that the caller allowed `scope.userInfo` and that has a session of theirs
 * (`consent_missing`): in the clear with a signature, and sealed, so that its server can trust what its client hands over.
 */
export async function userInfoForProgram(
  city: City,
  { input, by }: Call<InputOf<typeof platformApi.userInfoForProgram>>,
): Promise<ReplyOf<typeof platformApi.userInfoForProgram>> {
  const { appId } = input
  await mustOpen(city, appId)
  const sessionKey = (await mayUse(city, appId, by.person, SCOPE))
    ? await sessionKeyOf(city, appId, by.person)
    : undefined
  if (sessionKey === undefined) throw new Refusal('consent_missing')
  const [profile, { openid, unionid }] = await Promise.all([
    profileOf(city, by.person),
    namesIn(city, appId, by.person),
  ])
  const rawData = JSON.stringify(profile)
  const iv = city.dice.bytes(SALT_BYTES)
  const watermark = { appid: appId, timestamp: Math.floor(city.clock.now() / 1000) }
  const facts = { openId: openid, unionId: unionid, ...profile, watermark }
  return {
    rawData,
    signature: factsSignature(rawData, sessionKey),
    encryptedData: sealFacts({ sessionKey, facts, iv }),
    iv: Buffer.from(iv).toString('base64'),
  }
}
