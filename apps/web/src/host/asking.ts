import { Refused } from './refused.ts'

/** At once, and one after the other: then so long for each. A citizen who closes one finds the capsule before the next comes. */
const AT_ONCE_MAX = 2
const BURST_MAX = 8
const ONE_EVERY_MS = 4_000

/** What puts something before the citizen, or leads them away. */
const ASKING = new Set(
  (
    'showModal showActionSheet chooseAvatar getPhoneNumber openSetting openPrivacyContract chooseImage chooseMedia chooseVideo ' +
    'chooseMessageFile previewImage previewMedia openDocument saveImageToPhotosAlbum saveVideoToPhotosAlbum saveFileToDisk ' +
    'scanCode getClipboardData setClipboardData makePhoneCall chooseLocation choosePoi chooseAddress chooseInvoiceTitle openLocation ' +
    'navigateToMiniProgram openEmbeddedMiniProgram navigateBackMiniProgram exitMiniProgram restartMiniProgram applyUpdate ' +
    'shareMessage requestPayment requestMerchantTransfer requestSubscribeMessage openContact openCustomerServiceChat'
  ).split(' '),
)

export const isAsking = (api: string): boolean => ASKING.has(api)

/** How often a program may put something before its citizen: not while it rests, not many at once, and not without end. */
export class Asking {
  readonly #isShown: () => boolean
  readonly #now: () => number
  #open = 0
  #left = BURST_MAX
  #at: number

  constructor(isShown: () => boolean, now: () => number = () => Date.now()) {
    this.#isShown = isShown
    this.#now = now
    this.#at = now()
  }

  /** Does it when it may; else the program hears that the host is busy. */
  async run<T>(work: () => T | Promise<T>): Promise<T> {
    const now = this.#now()
    this.#left = Math.min(BURST_MAX, this.#left + (now - this.#at) / ONE_EVERY_MS)
    this.#at = now
    if (!this.#isShown() || this.#open >= AT_ONCE_MAX || this.#left < 1) throw new Refused('busy')
    this.#left--
    this.#open++
    try {
      return await work()
    } finally {
      this.#open--
    }
  }
}
