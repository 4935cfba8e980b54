import type { Wallet } from '@plaza/contract'
import { createSignal } from 'solid-js'
import { call } from '../engine/api.ts'
import { money } from '../engine/money.ts'
import { language } from '../i18n.ts'

const [wallet, setWallet] = createSignal<Wallet | undefined>()
/** My wallet as last heard. */
export { setWallet, wallet }

let asked = 0

/** Asks how the wallet stands; of answers that overtake each other the one asked last counts. */
export async function lookAtWallet(): Promise<void> {
  const turn = ++asked
  const now = await call('GET /wallet')
  if (turn === asked) setWallet(now)
}

/** An amount of minor units in the reader's language. */
export const inMoney = (minor: string, currency: string): string => money(minor, currency, language())
