import type { BankLink, BankMove } from '@plaza/contract'
import { createEffect, createSignal, on, onCleanup, onMount } from 'solid-js'
import { call } from '../engine/api.ts'
import { hasSentence, t, type Key } from '../i18n.ts'
import { load, type Loaded } from '../ui/load.ts'
import { lookAtWallet } from './state.ts'

/** The pause before the next look at money under way, and how it grows while nothing changes. */
const LOOK_MS = 1_000
const LOOK_GROWS = 1.5
const LOOK_MS_MAX = 15_000

export const isUnderWay = (move: BankMove): boolean => move.state !== 'settled' && move.state !== 'rejected'

/** How an account is called: its holder and last signs. */
export const linkName = (link: BankLink): string =>
  t('bank.account', { holder: link.holder ?? t('bank.name'), ending: link.ending ?? '' })

/** How a movement stands, in a word or two. */
export const stateName = (move: BankMove): string => t(`bank.state.${move.state}`)

/** Why the bank said no, in words that help. */
export function reasonText(move: BankMove): string {
  const key = `bank.reason.${move.reason ?? ''}`
  return hasSentence(key) ? t(key as Key) : t('bank.reason.other', { code: move.reason ?? '' })
}

/** Asks again while something is under way and somebody looks; when it is over, the wallet is looked at too. */
export function watched<T>(ask: () => Promise<T>, underWay: (data: T) => boolean): Loaded<T> {
  const loaded = load(() => 0, ask)
  const [seen, setSeen] = createSignal(document.visibilityState === 'visible')
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause = LOOK_MS
  let before: boolean | undefined
  const look = () => setSeen(document.visibilityState === 'visible')
  onMount(() => document.addEventListener('visibilitychange', look))
  onCleanup(() => (clearTimeout(timer), document.removeEventListener('visibilitychange', look)))
  createEffect(
    on([loaded.loading, seen], ([loading, isSeen], last) => {
      clearTimeout(timer)
      if (last !== undefined && isSeen && !last[1]) pause = LOOK_MS
      const data = loaded.data()
      if (loading || !isSeen || data === undefined) return
      const now = underWay(data)
      // Also when it was over before the first look: the wallet below still shows what it was.
      if (before !== false && !now) void lookAtWallet().catch(() => {})
      before = now
      if (!now) return
      timer = setTimeout(() => void loaded.again(), pause)
      pause = Math.min(pause * LOOK_GROWS, LOOK_MS_MAX)
    }),
  )
  return loaded
}

const [linksTurn, setLinksTurn] = createSignal(0)

/** A link began or ended: every page that shows links asks anew, also those below the page on top. */
export const linksChanged = (): void => void setLinksTurn(linksTurn() + 1)

/** My bank accounts, linked and begun. */
export const loadLinks = (): Loaded<BankLink[]> =>
  load(linksTurn, async () => (await call('GET /wallet/bank/links')).links)
