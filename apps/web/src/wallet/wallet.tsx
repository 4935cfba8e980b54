import type { Wallet } from '@plaza/contract'
import { createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, refusal, t } from '../i18n.ts'
import { back, push } from '../router.ts'
import { Button, Cell, Group, Skeleton } from '../ui/controls.tsx'
import { Unloaded } from '../ui/answer.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { closestDialog, confirm, Sheet } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { codeOf } from '../engine/api.ts'
import { tried } from '../screens/open.ts'
import { ProveForm } from '../screens/prove-form.tsx'
import { BankCells } from './bank-cells.tsx'
import { CodeCells, MoneyCells } from './bills-cells.tsx'
import { PinEntry } from './pin.tsx'
import { inMoney, lookAtWallet, setWallet, wallet } from './state.ts'
import '../styles/wallet.css'

/** What I have, and what may be done with it; without a network one still pays and is paid by a code. */
export function WalletPage() {
  const [code, setCode] = createSignal<string>()
  const look = async () => {
    setCode(undefined)
    await lookAtWallet().catch((error: unknown) => setCode(codeOf(error)))
  }
  onMount(() => void look())
  addEventListener('online', look)
  onCleanup(() => removeEventListener('online', look))
  // Another device may have changed it while this one was put away.
  const seen = () => void (document.hidden || lookAtWallet().catch(() => {}))
  document.addEventListener('visibilitychange', seen)
  onCleanup(() => document.removeEventListener('visibilitychange', seen))
  return (
    <Page title={t('wallet.title')}>
      <Show
        when={wallet()}
        fallback={
          <Show when={code()} fallback={<Skeleton rows={4} />}>
            {why => (
              <>
                <Unloaded code={why()} again={look} />
                <CodeCells />
              </>
            )}
          </Show>
        }
      >
        {mine => <Inside wallet={mine()} />}
      </Show>
    </Page>
  )
}

function Inside(props: { wallet: Wallet }) {
  const [thawing, setThawing] = createSignal(false)
  const amount = (minor: string) => inMoney(minor, props.wallet.currency)
  const freeze = async () => {
    const sure = {
      title: t('wallet.freeze.sure'),
      text: t('wallet.freeze.note'),
      ok: t('wallet.freeze.do'),
      danger: true,
    }
    if (await confirm(sure)) await tried(async () => setWallet(await call('POST /wallet/freeze')))
  }
  return (
    <>
      <section class="balance" classList={{ frozen: Boolean(props.wallet.frozen) }}>
        <h2>{t('wallet.balance')}</h2>
        <p class="balance-amount">{amount(props.wallet.balance)}</p>
        <Show when={props.wallet.held !== '0'}>
          <p>{t('wallet.held', { amount: amount(props.wallet.held) })}</p>
        </Show>
        <Show when={props.wallet.incoming !== '0'}>
          <p>{t('wallet.incoming', { amount: amount(props.wallet.incoming) })}</p>
        </Show>
      </section>
      <Show when={props.wallet.frozen}>
        {frozen => (
          <div class="frozen-note" role="status">
            <Icon name="lock" />
            <span>
              <b>{t('wallet.frozen')}</b>
              <span>
                {t(frozen().by === 'me' ? 'wallet.frozen.me' : 'wallet.frozen.office', {
                  date: fullTime(frozen().since, language()),
                })}
              </span>
            </span>
            <Show when={frozen().by === 'me'}>
              <Button small onClick={() => setThawing(true)}>
                {t('wallet.unfreeze')}
              </Button>
            </Show>
          </div>
        )}
      </Show>
      <CodeCells />
      <BankCells tier={props.wallet.tier} />
      <MoneyCells />
      <Group>
        <Cell
          icon="key"
          tint="#6b4fd3"
          title={t('wallet.pin')}
          value={t(props.wallet.pinSet ? 'wallet.pin.set' : 'wallet.pin.none')}
          onClick={() => push('/me/wallet/pin')}
        />
        <Show when={!props.wallet.frozen}>
          <Cell
            icon="lock"
            tint="#bd3a4a"
            title={t('wallet.freeze')}
            note={t('wallet.freeze.note')}
            onClick={() => void freeze()}
          />
        </Show>
      </Group>
      <Limits wallet={props.wallet} />
      <Show when={thawing()}>
        <Unfreeze onClose={() => setThawing(false)} />
      </Show>
    </>
  )
}

const WINDOWS = ['day', 'month', 'year'] as const

function Limits(props: { wallet: Wallet }) {
  const amount = (minor: string) => inMoney(minor, props.wallet.currency)
  const limits = () => props.wallet.limits
  const left = ({ max, used }: { max: string; used: string }) => {
    const rest = BigInt(max) - BigInt(used)
    return t('wallet.limit.left', { left: amount((rest > 0n ? rest : 0n).toString()), max: amount(max) })
  }
  const note = () =>
    props.wallet.reducedUntil === undefined
      ? t('wallet.tier', { tier: props.wallet.tier })
      : t('wallet.reduced', { date: fullTime(props.wallet.reducedUntil, language()) })
  return (
    <Group title={t('wallet.limits')} note={note()}>
      <Cell title={t('wallet.limit.payment')} value={amount(limits().payment)} />
      <For each={WINDOWS}>{window => <Cell title={t(`wallet.limit.${window}`)} note={left(limits()[window])} />}</For>
      <Cell title={t('wallet.limit.balance')} value={amount(limits().balance)} />
    </Group>
  )
}

function Unfreeze(props: { onClose: () => void }) {
  let box!: HTMLDivElement
  return (
    <Sheet title={t('wallet.unfreeze')} onClose={props.onClose}>
      <div ref={box}>
        <ProveForm
          submit={t('wallet.unfreeze')}
          onProof={async proof => {
            setWallet(await call('POST /wallet/unfreeze', { proof }))
            closestDialog(box)?.close()
            toast(t('wallet.unfrozen'))
          }}
        />
      </div>
    </Sheet>
  )
}

/** Sets the payment PIN: the digits twice, then the proof that it is the owner who sets them. */
export function PinPage() {
  const [first, setFirst] = createSignal('')
  const [chosen, setChosen] = createSignal('')
  const [error, setError] = createSignal('')
  const enter = async (pin: string) => {
    setError('')
    if (!first()) return setFirst(pin)
    if (pin === first()) return setChosen(pin)
    setFirst('')
    setError(t('wallet.pin.differ'))
  }
  return (
    <Page title={t('wallet.pin')}>
      <Show
        when={!chosen()}
        fallback={
          <div class="big-action">
            <p class="form-text center">{t('wallet.pin.prove')}</p>
            <ProveForm
              submit={t('wallet.pin.set_it')}
              onProof={async proof => {
                try {
                  setWallet(await call('PUT /wallet/pin', { pin: chosen(), proof }))
                } catch (failed) {
                  if (codeOf(failed) !== 'pin_weak') throw failed
                  setError(refusal('pin_weak'))
                  setFirst('')
                  setChosen('')
                  return
                }
                toast(t('wallet.pin.done'))
                back()
              }}
            />
          </div>
        }
      >
        <div class="pin-page">
          <h2>{t(first() ? 'wallet.pin.again' : 'wallet.pin.new')}</h2>
          <p>{t(first() ? 'wallet.pin.again.text' : 'wallet.pin.new.text')}</p>
          <PinEntry error={error()} onPin={enter} />
        </div>
      </Show>
    </Page>
  )
}
