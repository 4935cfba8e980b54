import { t } from '../i18n.ts'
import { toast } from '../ui/toast.tsx'
import { askOnce } from './consent.tsx'
import { openDialog } from './dialog.tsx'
import { TEXT_LENGTH_MAX } from './limits.ts'
import { cancelled, denied, Refused } from './refused.ts'
import type { HostCalls } from './call.ts'
import { noteAct } from './acts.ts'

const SHORT_MS = 15
const LONG_MS = 400
let awake: WakeLockSentinel | undefined

/** What a program may do with this device: only through the host, and where it matters only after a word. */
export const device: HostCalls = {
  async setClipboardData(_program, args) {
    // The finger was in the cage; browsers write only for the page that has the focus.
    window.focus()
    await navigator.clipboard.writeText(args.text('data', TEXT_LENGTH_MAX)).catch(() => {
      throw new Refused('clipboard is not available')
    })
    toast(t('copied'))
  },
  async getClipboardData(program) {
    if (!(await askOnce(program, t('program.clipboard.what'), t('program.clipboard.why')))) throw denied()
    noteAct(program, 'readClipboard')
    window.focus()
    return { data: await navigator.clipboard.readText().catch(() => '') }
  },
  vibrateShort: () => void navigator.vibrate?.(SHORT_MS),
  vibrateLong: () => void navigator.vibrate?.(LONG_MS),
  makePhoneCall(_program, args) {
    const number = args.mustText('phoneNumber', 30).replaceAll(/[^\d+*#]/g, '')
    if (!number) throw new Refused('parameter error: phoneNumber')
    Object.assign(document.createElement('a'), { href: `tel:${number}` }).click()
  },
  async scanCode(program) {
    const { Scanner } = await import('./scanner.tsx')
    const result = await openDialog<string>(done => <Scanner onDone={done} />)
    if (result === undefined) throw cancelled()
    noteAct(program, 'scanCode')
    return { result, scanType: 'QR_CODE', charSet: 'utf-8', path: '', rawData: base64(result) }
  },
  async setKeepScreenOn(_program, args) {
    await awake?.release()
    awake = args.flag('keepScreenOn') ? await navigator.wakeLock?.request('screen').catch(() => undefined) : undefined
  },
  getScreenBrightness: () => ({ value: 1 }),
  getBatteryInfo: () => ({ level: 100, isCharging: true }),
}

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
