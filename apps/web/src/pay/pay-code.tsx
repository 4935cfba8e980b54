import type { PayOrder } from '@plaza/contract'
import { STEP_MS } from '@plaza/pay-code'
import { createEffect, createSignal, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { ProveForm } from '../screens/prove-form.tsx'
import { Button, Skeleton } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { openMenu } from '../ui/menu.tsx'
import { IconButton, Page, usePlace } from '../ui/page.tsx'
import { Qr } from '../ui/qr.tsx'
import { wallet } from '../wallet/state.ts'
import { Bars } from './bars.tsx'
import { amountOf, onOrders, Outcome, seconds, ShopHead, shopName } from './parts.tsx'
import { askForKeys, dropKeys, keptKeys, nextCode, type PayKeys, type ShownCode } from './pay-key.ts'
import '../styles/pay-code.css'

/** How often the server is asked whether the code was used, should its hint not come. */
const LOOK_MS = 4_000

/** My pay code, for tills: made on this device, also without a network. */
export function PayCodePage() {
  const [keys, setKeys] = createSignal<PayKeys | null>()
  onMount(() => void keptKeys(Date.now()).then(kept => setKeys(kept ?? null)))
  const forget = async () => {
    await dropKeys()
    setKeys(null)
  }
  return (
    <Page
      title={t('paycode.title')}
      class="pay-code"
      actions={
        <Show when={keys()}>
          <IconButton
            icon="more"
            label={t('more')}
            popup
            onClick={event =>
              openMenu(event.currentTarget as Element, [
                { label: t('paycode.forget'), icon: 'trash', run: () => void forget(), danger: true },
              ])
            }
          />
        </Show>
      }
    >
      <Switch fallback={<Skeleton rows={3} />}>
        <Match when={keys() === null}>
          <div class="paycode-setup">
            <Icon name="barcode" />
            <h2>{t('paycode.setup')}</h2>
            <p>{t('paycode.setup.text')}</p>
            <ProveForm submit={t('paycode.setup.do')} onProof={async proof => setKeys(await askForKeys(proof))} />
          </div>
        </Match>
        <Match when={keys()}>{kept => <Showing keys={kept()} onOver={() => setKeys(null)} />}</Match>
      </Switch>
    </Page>
  )
}

function Showing(props: { keys: PayKeys; onOver: () => void }) {
  const place = usePlace()
  const now = seconds()
  const [code, setCode] = createSignal<ShownCode>()
  const [hidden, setHidden] = createSignal(document.hidden)
  const { waiting, paid, forgetPaid } = usedCodes()
  const renew = async () => {
    const nowMs = Date.now()
    if (nowMs >= props.keys.expiresAt) return props.onOver()
    setCode(await nextCode(props.keys, nowMs))
  }
  const covered = () => hidden() || !place.shown() || waiting() !== undefined || paid() !== undefined
  // A code is shown once: whoever looks again, or after its step, gets another.
  createEffect(on(covered, hides => void (hides ? setCode(undefined) : renew())))
  createEffect(() => {
    if (!covered() && now() >= (code()?.until ?? nextStep(now()))) void renew()
  })
  const look = () => setHidden(document.hidden)
  document.addEventListener('visibilitychange', look)
  onCleanup(() => document.removeEventListener('visibilitychange', look))
  keepAwake(() => !covered())
  const left = () => Math.max(0, nextStep(now()) - now())
  return (
    <Switch>
      <Match when={paid()}>
        {order => (
          <Outcome kind="good" title={t('order.done')} amount={amountOf(order().amount, order().currency)}>
            <p>{t('order.done.to', { name: shopName(order().merchant) })}</p>
            <Button kind="primary" onClick={() => push(`/q/o/${order().code}`)}>
              {t('order.receipt')}
            </Button>
            <Button kind="quiet" onClick={forgetPaid}>
              {t('paycode.again')}
            </Button>
          </Outcome>
        )}
      </Match>
      <Match when={waiting()}>
        {order => (
          <div class="order" role="alert">
            <ShopHead shop={order().merchant} />
            <p class="order-amount">{amountOf(order().amount, order().currency)}</p>
            <p class="order-left">{t('paycode.confirm.text')}</p>
            <div class="order-do">
              <Button kind="primary" onClick={() => push(`/q/o/${order().code}`)}>
                {t('paycode.confirm')}
              </Button>
            </div>
          </div>
        )}
      </Match>
      <Match when={true}>
        <div class="paycode-card">
          <p class="paycode-hint">{t('paycode.hint')}</p>
          <Show
            when={!hidden() && code()}
            fallback={
              <div class="paycode-cover" role="status">
                <Icon name={hidden() ? 'hide' : 'clock'} />
                <p>{hidden() ? t('paycode.hidden') : t('paycode.next', { seconds: Math.ceil(left() / 1_000) })}</p>
              </div>
            }
          >
            {shown => (
              <>
                <Bars digits={shown().digits} />
                <p class="paycode-digits">{shown().digits.replace(/(\d{4})(?=\d)/g, '$1 ')}</p>
                <div class="paycode-qr">
                  <Qr text={shown().digits} label={t('paycode.title')} />
                </div>
              </>
            )}
          </Show>
          <div class="paycode-foot">
            <Ring part={left() / STEP_MS} />
            <span role="timer" aria-live="off">
              {t('paycode.renews', { seconds: Math.ceil(left() / 1_000) })}
            </span>
            <IconButton icon="refresh" label={t('paycode.renew')} onClick={() => void renew()} />
          </div>
        </div>
        <p class="paycode-note">
          {t('paycode.note', {
            amount: amountOf(props.keys.smallMax, wallet()?.currency ?? 'EUR'),
            day: amountOf(props.keys.smallDayMax, wallet()?.currency ?? 'EUR'),
          })}
        </p>
      </Match>
    </Switch>
  )
}

const nextStep = (nowMs: number): number => (Math.floor(nowMs / STEP_MS) + 1) * STEP_MS

/** The share of the time that is left, as a ring. */
const Ring = (props: { part: number }) => (
  <svg class="ring" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="9" pathLength="1" />
    <circle class="left" cx="12" cy="12" r="9" pathLength="1" style={{ 'stroke-dashoffset': `${1 - props.part}` }} />
  </svg>
)

/** What became of the code since this screen opened: an order that waits for me, or one that it paid. */
function usedCodes() {
  const openedAt = Date.now()
  const known = new Set<string>()
  const [waiting, setWaiting] = createSignal<PayOrder>()
  const [paid, setPaid] = createSignal<PayOrder>()
  const look = async () => {
    if (document.hidden || !navigator.onLine) return
    const [asked, done] = await Promise.all([call('GET /pay/waiting'), call('GET /pay/orders', {})])
    setWaiting(asked.orders[0])
    const newest = done.orders[0]
    if (!newest || (newest.paidAt ?? 0) < openedAt || known.has(newest.id)) return
    known.add(newest.id)
    setPaid(newest)
    navigator.vibrate?.([40, 60, 40])
  }
  const quietly = () => void look().catch(() => {})
  const timer = setInterval(quietly, LOOK_MS)
  onCleanup(() => clearInterval(timer))
  onOrders(quietly)
  quietly()
  return { waiting, paid, forgetPaid: () => setPaid(undefined) }
}

/** The screen stays on while the code is shown. */
function keepAwake(wanted: () => boolean): void {
  let lock: Promise<WakeLockSentinel> | undefined
  const release = () => {
    void lock?.then(one => one.release()).catch(() => {})
    lock = undefined
  }
  createEffect(() => {
    release()
    if (wanted()) lock = navigator.wakeLock?.request('screen')
    lock?.catch(() => {})
  })
  onCleanup(release)
}
