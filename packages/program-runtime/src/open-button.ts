import type { PageNode } from './backend.ts'
import { plainTarget } from './event-shape.ts'
import { ApiFault } from './host.ts'
import { str, isDict, type Dict } from './plain.ts'
import type { Program } from './program.ts'
import { share } from './share.ts'

/** What a button of an open type asks of the host, and the event that tells the answer. */
const ASKS: Readonly<Record<string, { readonly api: string; readonly event: string }>> = {
  getPhoneNumber: { api: 'getPhoneNumber', event: 'getphonenumber' },
  getRealtimePhoneNumber: { api: 'getRealtimePhoneNumber', event: 'getrealtimephonenumber' },
  getUserInfo: { api: 'getUserInfo', event: 'getuserinfo' },
  chooseAvatar: { api: 'chooseAvatar', event: 'chooseavatar' },
  openSetting: { api: 'openSetting', event: 'opensetting' },
  contact: { api: 'openContact', event: 'contact' },
  feedback: { api: 'openFeedback', event: 'feedback' },
  agreePrivacyAuthorization: { api: 'requirePrivacyAuthorize', event: 'agreeprivacyauthorization' },
  launchApp: { api: 'launchApp', event: 'error' },
}

/** A button with an `openType` was tapped. Several types may be joined by `|`, of which the agreement comes with the other. */
export function openButton(program: Program, node: PageNode, attributes: Dict): void {
  const types = str(attributes['openType']).split('|')
  for (const type of types) {
    if (type === 'share') {
      if (node.element) share(program, { from: 'button', target: plainTarget(node.element) })
      continue
    }
    const ask = ASKS[type]
    if (!ask) continue
    program.host.call(ask.api, attributes).then(
      res => tell(node, ask.event, { errMsg: `${ask.api}:ok`, ...res }),
      (fault: unknown) =>
        tell(node, ask.event, { errMsg: fault instanceof ApiFault ? fault.errMsg : `${ask.api}:fail` }),
    )
  }
}

function tell(node: PageNode, event: string, detail: Dict): void {
  node.element?.triggerEvent(event, detail, { bubbles: false })
}

/** A `navigator` was tapped: goes where its attributes say. */
export function navigatorTapped(program: Program, node: PageNode, attributes: Dict): void {
  const type = str(attributes['openType'], 'navigate')
  const call = (api: string, options: Dict) => {
    const run = program.wx[api] as ((options: Dict) => unknown) | undefined
    run?.({
      ...options,
      success: (res: unknown) => tell(node, 'success', isDict(res) ? res : {}),
      fail: (res: unknown) => tell(node, 'fail', isDict(res) ? res : {}),
      complete: (res: unknown) => tell(node, 'complete', isDict(res) ? res : {}),
    })
  }
  if (attributes['target'] === 'miniProgram') {
    if (type === 'exit') return call('exitMiniProgram', {})
    const { appId, path, extraData, version, shortLink } = attributes
    return call('navigateToMiniProgram', { appId, path, extraData, envVersion: version ?? 'release', shortLink })
  }
  const url = attributes['url']
  if (type === 'navigateBack') return call('navigateBack', { delta: Number(attributes['delta'] ?? 1) })
  if (type === 'exit') return call('exitMiniProgram', {})
  const api = { navigate: 'navigateTo', redirect: 'redirectTo', switchTab: 'switchTab', reLaunch: 'reLaunch' }[type]
  if (api !== undefined && typeof url === 'string' && url !== '') call(api, { url })
}
