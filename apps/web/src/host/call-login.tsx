import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { openMenuSheet } from './pick.tsx'
import { store } from '../ui/state.ts'
import { choosePicture } from '../screens/picture.ts'
import { askOnce, needScope } from './consent.tsx'
import type { Program } from './program.ts'
import { push } from '../router.ts'
import { cancelled, denied, Refused } from './refused.ts'
import type { HostCalls } from './call.ts'

const SCOPE = /^scope\.[A-Za-z]{2,40}$/

/** Who the citizen is to a program: a name of chance at first, more only by their word. */
export const login: HostCalls = {
  async login(program) {
    return { code: (await call('POST /programs/:appId/login', { appId: program.appId })).code }
  },
  checkSession: () => undefined,
  async authorize(program, args) {
    const scope = args.mustText('scope', 46)
    if (!SCOPE.test(scope)) throw new Refused('parameter error: scope')
    await needScope(program, scope)
  },
  getSetting: program => ({
    authSetting: { ...program.settings },
    subscriptionsSetting: { mainSwitch: true, itemSettings: {} },
  }),
  async openSetting(program) {
    push(`/programs/${program.appId}/permissions`)
    return { authSetting: { ...program.settings } }
  },
  getUserInfo: userInfo,
  getUserProfile: userInfo,
  async getPhoneNumber(program) {
    const phone = store().me.phone
    if (!phone) throw new Refused('no bound phone number')
    if (!(await askOnce(program, t('program.phone.what', { phone }), t('program.phone.why')))) throw denied()
    return { code: (await call('POST /programs/:appId/phone', { appId: program.appId })).code }
  },
  async chooseAvatar(program) {
    const choice = await openMenuSheet(t('program.avatar'), [t('program.avatar.mine'), t('program.avatar.other')])
    if (choice === undefined) throw cancelled()
    const blob = choice === 0 ? await myPicture() : await choosePicture()
    if (!blob) throw cancelled()
    return { avatarUrl: program.files.keep(blob, '.jpg') }
  },
  getPrivacySetting: () => ({ needAuthorization: false, privacyContractName: '' }),
  requirePrivacyAuthorize: () => undefined,
  openPrivacyContract: program => push(`/programs/${program.appId}/permissions`),
}

async function userInfo(program: Program) {
  await needScope(program, 'scope.userInfo')
  const { name, region } = { name: store().me.person.name, region: store().me.region }
  const picture = await myPicture()
  const userInfo = {
    nickName: name,
    avatarUrl: picture ? program.files.keep(picture, '.jpg') : '',
    gender: 0,
    country: '',
    province: '',
    city: region ?? '',
    language: document.documentElement.lang,
  }
  // Sealed for the program's server only under a yes that stays: to one for this time the page alone is told.
  const none = { rawData: JSON.stringify(userInfo), signature: '', encryptedData: '', iv: '' }
  const sealed = await call('POST /programs/:appId/userinfo', { appId: program.appId }).catch(() => none)
  return { userInfo, ...sealed, cloudID: '' }
}

async function myPicture(): Promise<Blob | undefined> {
  const { avatar } = store().me.person
  if (!avatar) return undefined
  const answer = await fetch(`/media/${avatar}`).catch(() => undefined)
  return answer?.ok ? answer.blob() : undefined
}
