import { call, codeOf } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { toast } from '../ui/toast.tsx'
import { noteAct } from './acts.ts'
import { PATH_LENGTH_MAX, TITLE_LENGTH_MAX, URL_LENGTH_MAX } from './limits.ts'
import { closeProgram, openProgram, restartProgram } from './live.ts'
import { payOrderSheet } from './pay-sheet.tsx'
import { payoutSheet } from './payout-sheet.tsx'
import type { Program } from './program.ts'
import { cancelled, Refused } from './refused.ts'
import { shareSheet } from './share-sheet.tsx'
import { askToSubscribe } from './subscribe-sheet.tsx'
import type { HostCalls } from './call.ts'
import { picture } from './call-media.tsx'

const APP_ID = /^wx[0-9a-f]{16}$/
const TEMPLATE = /^[A-Za-z0-9_-]{10,64}$/
const TEMPLATES_MAX = 3

/** Ways out of a program: to another, to a chat, to a payment. The citizen confirms each. */
export const open: HostCalls = {
  loadPackage: (program, args) => program.packageText(args.text('root', 200)),
  async navigateToMiniProgram(program, args) {
    const appId = args.mustText('appId', 18)
    if (!APP_ID.test(appId)) throw new Refused('invalid appid')
    await openProgram(appId, args.text('path', PATH_LENGTH_MAX), {
      scene: 1037,
      from: { appId: program.appId, extraData: args.raw('extraData') },
    })
  },
  openEmbeddedMiniProgram: (program, args, api) => open['navigateToMiniProgram']!(program, args, api),
  async navigateBackMiniProgram(program, args) {
    const { appId } = program.launch.referrerInfo
    if (!appId) throw new Refused('no mini program to go back to')
    closeProgram(program)
    await openProgram(appId, '', { scene: 1038, from: { appId: program.appId, extraData: args.raw('extraData') } })
  },
  exitMiniProgram: program => closeProgram(program),
  restartMiniProgram: (program, args) => restartProgram(program, args.text('path', PATH_LENGTH_MAX)),
  applyUpdate: program => restartProgram(program, ''),
  showShareMenu: () => undefined,
  hideShareMenu: () => undefined,
  updateShareMenu: () => undefined,
  async shareMessage(program, args) {
    const imageUrl = args.text('imageUrl', URL_LENGTH_MAX)
    const image = imageUrl ? await picture(program, imageUrl).catch(() => undefined) : undefined
    const path = args.text('path', PATH_LENGTH_MAX).replace(/^\/+/, '')
    const title = args.text('title', TITLE_LENGTH_MAX) || program.run.program.name
    const done = await shareSheet({ program: program.run.program, path, title, image })
    if (!done) throw cancelled()
  },
  async requestPayment(program, args) {
    // Only who and what is taken from the program; amount and payee come from the city, by the merchant's own signature.
    const order = await call('POST /pay/prepared', {
      appId: program.appId,
      timeStamp: args.text('timeStamp', 12),
      nonceStr: args.text('nonceStr', 64),
      package: args.text('package', 80),
      paySign: args.text('paySign', 800),
    }).catch((error: unknown) => {
      throw new Refused(codeOf(error) === 'not_found' ? 'invalid prepay_id or signature' : codeOf(error))
    })
    if (!(await payOrderSheet(program, order))) throw cancelled()
    program.reports.payment()
    noteAct(program, 'pay', order.merchant.name)
  },
  async requestMerchantTransfer(program, args) {
    // The program only says which; who gives it and how much is what the city knows.
    const id = args.mustText('package', 80)
    const { payouts } = await call('GET /pay/payouts', {})
    const payout = payouts.find(one => one.id === id)
    if (!payout) throw new Refused('package is not valid')
    if (!(await payoutSheet(program, payout))) throw cancelled()
  },
  async requestSubscribeMessage(program, args) {
    const ids = args.texts('tmplIds', TEMPLATES_MAX, 64).filter(id => TEMPLATE.test(id))
    if (ids.length === 0) throw new Refused('TmplIds can not be empty', 10001)
    const answers = await askToSubscribe(program, ids)
    if (Object.values(answers).includes('accept')) noteAct(program, 'subscribe')
    return answers
  },
  openCustomerServiceChat: contact,
  // Of the button: what it tells when somebody came back by a card that was sent with the first message.
  async openContact(program) {
    await contact(program)
    return { path: '', query: {} }
  },
  openFeedback: program => toast(t('program.by', { maker: program.run.program.maker.name })),
  reportEvent: () => undefined,
}

/** Opens the citizen's conversation with the account of a program; its server hears from which page they come. */
async function contact(program: Program): Promise<void> {
  const from = program.stack().at(-1)?.path
  const { conversation } = await call('POST /programs/:appId/contact', {
    appId: program.appId,
    ...(from ? { from } : {}),
  })
  push(`/chats/${conversation}`)
}
