import type { Calls } from './calls.ts'
import { ask } from './dialog.ts'
import type { Program } from './program.ts'
import { Refused, record, text, type Given } from './types.ts'

const bytesOf = (args: Given): ArrayBuffer =>
  args['bytes'] instanceof ArrayBuffer ? args['bytes'] : new ArrayBuffer(0)

/** What the program stores and keeps, and what the host draws over it. */
export const own: Calls = {
  setStorage: (program, args) => program.storage.put(text(args['key']), text(args['data'])),
  removeStorage: (program, args) => program.storage.remove(text(args['key'])),
  clearStorage: program => program.storage.clear(),
  fsWrite: (program, args) => program.files.write(text(args['path']), new Blob([bytesOf(args)])),
  fsRemove: (program, args) => program.files.remove(text(args['path'])),
  async fsRead(program, args) {
    const found = await program.asset(text(args['path']))
    if (!found) throw new Refused(`no such file or directory, open ${text(args['path'])}`)
    return { bytes: found.bytes }
  },
  fsList: program => ({ files: program.files.list() }),
  keepTemp: (program, args) => ({
    tempFilePath: program.files.keep(new Blob([bytesOf(args)], { type: text(args['type']) }), ''),
  }),
  loadPackage: (program, args) => program.packageText(text(args['root'])),

  showToast: (program, args) => program.toast(text(args['title']), Number(args['duration']) || 1_500),
  showLoading: (program, args) => program.toast(`${text(args['title'])}…`),
  hideToast: program => program.toast(''),
  hideLoading: program => program.toast(''),
  async showModal(program, args) {
    const confirm = text(args['confirmText']) || 'OK'
    const cancel = args['showCancel'] === false ? [] : [text(args['cancelText']) || 'Cancel']
    const editable = args['editable'] === true
    const said = text(args['content'])
    const answer = await ask({
      title: text(args['title']) || program.told.name,
      ...(editable ? { hint: text(args['placeholderText']), typed: said } : { text: said }),
      buttons: [...cancel, confirm],
    })
    const yes = answer?.button === cancel.length
    return { confirm: yes, cancel: !yes, content: editable && yes ? answer.typed : null }
  },
  async showActionSheet(program, args) {
    const items = Array.isArray(args['itemList']) ? args['itemList'].map(String) : []
    const answer = await ask({ title: text(args['alertText']) || program.told.name, buttons: items })
    if (!answer) throw new Refused('cancel')
    return { tapIndex: answer.button }
  },
}

const PERSON = { nickName: 'Anna', avatarUrl: '', gender: 0, country: '', province: '', city: '', language: 'en' }
/** The middle of a made-up town. */
const PLACE = { latitude: 43.36, longitude: -8.41, accuracy: 30, speed: -1, altitude: 0, verticalAccuracy: 0 }

/** Who runs the program, a made-up citizen, and what they allow it; a wallet that moves nothing. */
export const citizen: Calls = {
  async login() {
    return post('/login')
  },
  checkSession: () => undefined,
  authorize: (program, args) => need(program, text(args['scope'])),
  getSetting: program => ({ authSetting: program.settings }),
  openSetting: program => ({ authSetting: program.settings }),
  getUserInfo: person,
  getUserProfile: person,
  getPrivacySetting: () => ({ needAuthorization: false, privacyContractName: '' }),
  requirePrivacyAuthorize: () => undefined,
  async getLocation(program) {
    await need(program, 'scope.userLocation')
    return PLACE
  },
  async getFuzzyLocation(program) {
    await need(program, 'scope.userFuzzyLocation')
    return PLACE
  },
  async requestPayment(program, args) {
    if (!Object.hasOwn(program.told.scopes, 'scope.payment')) undeclared(program, 'scope.payment')
    const wish = `${text(args['package'])}\nNo real money is moved: this is the sandbox.`
    const answer = await ask({ title: 'Sandbox wallet', text: wish, buttons: ['Cancel', 'Pay'] })
    if (answer?.button !== 1) throw new Refused('cancel')
    const parts = ['timeStamp', 'nonceStr', 'package', 'paySign'].map(name => [name, text(args[name])])
    const { paid } = await post(`/pay?${new URLSearchParams(parts)}`)
    program.panes.say('info', paid === null ? 'Nothing was moved: nobody pays here.' : `Paid ${text(paid)}`)
  },
  async requestSubscribeMessage(_program, args) {
    const ids = Array.isArray(args['tmplIds']) ? args['tmplIds'].map(String) : []
    const answer = await ask({ title: 'May it write to you?', text: ids.join('\n'), buttons: ['No', 'Yes'] })
    return Object.fromEntries(ids.map(id => [id, answer?.button === 1 ? 'accept' : 'reject']))
  },
}

async function person(program: Program) {
  await need(program, 'scope.userInfo')
  return { userInfo: PERSON, rawData: JSON.stringify(PERSON), signature: '', encryptedData: '', iv: '' }
}

/** Asks the server of this page, which may ask the city; its no is a no of the call. */
async function post(path: string): Promise<Record<string, unknown>> {
  const answer = await fetch(path, { method: 'POST', headers: { 'x-plaza': '1' } })
  const told = (await answer.json()) as Record<string, unknown>
  if (told['no'] !== undefined) throw new Refused(text(told['no']))
  return told
}

/** Asks the person once; what is not declared is refused without a question, as in a city. */
async function need(program: Program, scope: string): Promise<void> {
  const reason = Object.hasOwn(program.told.scopes, scope) ? program.told.scopes[scope] : undefined
  if (reason === undefined) throw undeclared(program, scope)
  if (program.settings[scope] === undefined) {
    const answer = await ask({ title: `${program.told.name}: ${scope}`, text: reason, buttons: ['No', 'Yes'] })
    program.settings[scope] = answer?.button === 1
  }
  if (!program.settings[scope]) throw new Refused('auth deny')
}

function undeclared(program: Program, scope: string): Refused {
  program.panes.say('warn', `${scope} is not declared: add it to "scopes" in plaza.json, with the reason.`)
  return new Refused('auth deny')
}

/** The device, as far as a browser has it. */
export const device: Calls = {
  setClipboardData: (_program, args) => navigator.clipboard.writeText(text(args['data'])),
  getClipboardData: async () => ({ data: await navigator.clipboard.readText() }),
  getBatteryInfo: () => ({ level: 100, isCharging: true }),
  vibrateShort: () => undefined,
  vibrateLong: () => undefined,
  reportEvent: (program, args) => program.reported(text(args['eventId']), record(args['data'])),
  makePhoneCall: (program, args) => program.toast(`Calls ${text(args['phoneNumber'])}`, 2_000),
  exitMiniProgram: program => program.toast('It is closed', 2_000),
  restartMiniProgram: program => program.restart(),
  showShareMenu: () => undefined,
  hideShareMenu: () => undefined,
  updateShareMenu: () => undefined,
  setKeepScreenOn: () => undefined,
  getScreenBrightness: () => ({ value: 1 }),
  chooseImage: async (program, args) => {
    const files = await pick(Number(args['count']) || 9)
    const tempFiles = files.map(file => ({ path: program.files.keep(file, endingOf(file)), size: file.size }))
    return { tempFilePaths: tempFiles.map(one => one.path), tempFiles }
  },
  chooseMedia: async (program, args) => {
    const files = await pick(Number(args['count']) || 9)
    const tempFiles = files.map(file => ({
      tempFilePath: program.files.keep(file, endingOf(file)),
      size: file.size,
      fileType: 'image',
    }))
    return { tempFiles, type: 'image' }
  },
}

const endingOf = (file: File): string => /\.\w{1,5}$/.exec(file.name)?.[0] ?? ''

function pick(count: number): Promise<File[]> {
  return new Promise((resolve, reject) => {
    const input = Object.assign(document.createElement('input'), {
      type: 'file',
      accept: 'image/*',
      multiple: count > 1,
    })
    input.addEventListener('change', () => resolve([...(input.files ?? [])].slice(0, count)))
    input.addEventListener('cancel', () => reject(new Refused('cancel')))
    input.click()
  })
}
