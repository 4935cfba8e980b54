import type { Merchant, MerchantOrder, Shift, TillOrder } from '@plaza/contract'
import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import { call, codeOf, type ApiCode } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { onOrders } from '../pay/parts.tsx'
import { isOpen, isPaid, modeOf } from './state.ts'

/** How often an order under way is looked at, should the server's hint not come. */
const LOOK_MS = 3_000
/** Digits of an amount in minor units. */
const DIGITS_MAX = 9

/** What the till is about to do, or does. */
export type Stage =
  | { readonly s: 'amount' }
  | { readonly s: 'show'; readonly till: TillOrder }
  | { readonly s: 'scan' }
  | { readonly s: 'wait'; readonly order: MerchantOrder }
  | { readonly s: 'paid'; readonly order: MerchantOrder }
  | { readonly s: 'over'; readonly order: MerchantOrder }

/** One till: an amount is entered, an order is made of it or a payer's code is scanned, and it is paid or not. */
export function till(shop: () => Merchant) {
  const [stage, setStage] = createSignal<Stage>({ s: 'amount' })
  const [minor, setMinor] = createSignal('')
  const [code, setCode] = createSignal<ApiCode>()
  const [busy, setBusy] = createSignal(false)
  /** The same try has the same id; another amount is another order. */
  let order = uuidv7()
  const of = () => ({ id: shop().id, mode: modeOf(shop().id) })

  const run = async (act: () => Promise<unknown>) => {
    setBusy(true)
    setCode(undefined)
    await act().catch((error: unknown) => setCode(codeOf(error)))
    setBusy(false)
  }
  const take = (one: MerchantOrder) => {
    if (isPaid(one)) setStage({ s: 'paid', order: one })
    else if (isOpen(one)) setStage({ s: 'wait', order: one })
    else setStage({ s: 'over', order: one })
  }
  const look = async () => {
    const now = stage()
    const under = now.s === 'show' ? now.till.order : now.s === 'wait' ? now.order : undefined
    if (!under) return
    const { order: after } = await call('GET /merchants/:id/orders/:order', { id: shop().id, order: under.id })
    const still = stage()
    if ((still.s === 'show' || still.s === 'wait') && !(still.s === 'show' && isOpen(after))) take(after)
  }
  const quietly = () => void look().catch(() => {})
  const timer = setInterval(quietly, LOOK_MS)
  onCleanup(() => clearInterval(timer))
  onOrders(quietly)
  createEffect(
    on(
      () => modeOf(shop().id),
      () => reset(),
      { defer: true },
    ),
  )

  const reset = () => {
    order = uuidv7()
    setMinor('')
    setCode(undefined)
    setStage({ s: 'amount' })
  }
  const change = (next: string) => {
    order = uuidv7()
    setCode(undefined)
    setMinor(next)
  }
  return {
    stage,
    minor,
    code,
    busy,
    reset,
    digit: (digit: string) => change(`${minor()}${digit}`.replace(/^0+/, '').slice(0, DIGITS_MAX)),
    rubOut: () => change(minor().slice(0, -1)),
    show: () =>
      run(async () => {
        setStage({
          s: 'show',
          till: await call('POST /merchants/:id/till/orders', { ...of(), order, amount: minor() }),
        })
      }),
    scan: () => setStage({ s: 'scan' }),
    /** A code that was refused is not tried again under the same order. */
    payBy: (payCode: string) =>
      run(async () => {
        try {
          take(await call('POST /merchants/:id/till/scans', { ...of(), order, amount: minor(), payCode }))
        } catch (error) {
          if (codeOf(error) !== 'offline') order = uuidv7()
          throw error
        }
      }),
    cancel: () =>
      run(async () => {
        const now = stage()
        const under = now.s === 'show' ? now.till.order : now.s === 'wait' ? now.order : undefined
        if (under) await call('POST /merchants/:id/till/orders/:order/cancel', { id: shop().id, order: under.id })
        reset()
      }),
  }
}
export type TillState = ReturnType<typeof till>

/** Which of the shifts is mine and goes on. */
export const openShiftOf = (shifts: readonly Shift[], me: string): Shift | undefined =>
  shifts.find(one => one.person === me && one.closedAt === undefined)
