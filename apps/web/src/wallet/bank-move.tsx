import type { BankLink, BankMove } from '@plaza/contract'
import { createSignal, For, Match, onMount, Show, Switch } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { minorOf, placesOf } from '../engine/money.ts'
import { fullTime } from '../engine/time.ts'
import { language, refusal, t } from '../i18n.ts'
import { back, push, replaceTop } from '../router.ts'
import { tried } from '../screens/open.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { Button, Cell, Empty, Group, Skeleton } from '../ui/controls.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { AmountField } from './amount-field.tsx'
import { isUnderWay, linkName, loadLinks, reasonText, stateName, watched } from './bank-state.ts'
import { confirmPayment } from './pay-sheet.tsx'
import { inMoney, lookAtWallet, wallet } from './state.ts'
import '../styles/wallet.css'
import '../styles/bank.css'

type Direction = BankMove['direction']

/** Fills the wallet from a bank account. */
export const TopUpPage = () => <MovePage direction="in" />

/** Sends money of the wallet to a bank account. */
export const WithdrawPage = () => <MovePage direction="out" />

function MovePage(props: { direction: Direction }) {
  const links = loadLinks()
  const linked = () => links.data()?.filter(link => link.state === 'linked')
  onMount(() => void tried(lookAtWallet))
  return (
    <Page title={t(props.direction === 'in' ? 'bank.in' : 'bank.out')}>
      <Switch fallback={<Skeleton rows={3} />}>
        <Match when={!links.data() && links.code()}>{code => <Empty icon="alert" title={refusal(code())} />}</Match>
        <Match when={linked()?.length === 0}>
          <Empty icon="bank" title={t('bank.none')} text={t('bank.none.text')}>
            <Button kind="primary" onClick={() => push('/me/wallet/bank')}>
              {t('bank.title')}
            </Button>
          </Empty>
        </Match>
        <Match when={wallet() && linked()}>
          {accounts => <MoveForm direction={props.direction} links={accounts()} currency={wallet()!.currency} />}
        </Match>
      </Switch>
    </Page>
  )
}

function MoveForm(props: { direction: Direction; links: BankLink[]; currency: string }) {
  const [typed, setTyped] = createSignal('')
  const [link, setLink] = createSignal(props.links[0]!)
  const [wrong, setWrong] = createSignal(false)
  const attempts = tries()
  // One id for every try, so that none of them moves money twice.
  let id = uuidv7()
  const change = (set: () => void) => {
    id = uuidv7()
    setWrong(false)
    set()
  }
  const move = async () => {
    const amount = minorOf(typed(), placesOf(props.currency))
    setWrong(amount === undefined)
    if (amount === undefined) return
    const { currency, direction } = props
    const proof = await confirmPayment({
      command: { do: direction === 'in' ? 'top_up' : 'withdraw', id, to: link().id, amount, currency },
      to: t(direction === 'in' ? 'bank.from' : 'bank.to', { account: linkName(link()) }),
    })
    if (!proof) return
    const route = direction === 'in' ? 'POST /wallet/bank/top-ups' : 'POST /wallet/bank/withdrawals'
    await call(route, { id, link: link().id, amount, currency, proof })
    replaceTop(`/me/wallet/bank/moves/${id}`)
  }
  return (
    <form
      class="form pay-form"
      onSubmit={event => {
        event.preventDefault()
        void attempts.run(move)
      }}
    >
      <AmountField
        label={t('amount.label')}
        value={typed()}
        currency={props.currency}
        wrong={wrong()}
        onInput={value => change(() => setTyped(value))}
      />
      <p class="note">{t('pay.balance', { amount: inMoney(wallet()!.balance, props.currency) })}</p>
      <Group title={t(props.direction === 'in' ? 'bank.which_from' : 'bank.which_to')}>
        <For each={props.links}>
          {one => (
            <label class="cell choice">
              <span class="cell-text">
                <span class="cell-title">{linkName(one)}</span>
              </span>
              <input
                type="radio"
                name="account"
                checked={link().id === one.id}
                onChange={() => change(() => setLink(one))}
              />
            </label>
          )}
        </For>
      </Group>
      <FormError code={attempts.except([])} />
      <Button type="submit" kind="primary" busy={attempts.busy()}>
        {t(props.direction === 'in' ? 'bank.in' : 'bank.out')}
      </Button>
    </form>
  )
}

const LOOKS: Record<BankMove['state'], { icon: IconName; tone: 'wait' | 'good' | 'bad' }> = {
  asked: { icon: 'clock', tone: 'wait' },
  unknown: { icon: 'clock', tone: 'wait' },
  accepted: { icon: 'bank', tone: 'wait' },
  settled: { icon: 'check', tone: 'good' },
  rejected: { icon: 'close', tone: 'bad' },
}

/** How one top-up or withdrawal stands: always what the server knows, looked at again until it is final. */
export function MoveState(props: { id: string }) {
  const move = watched(() => call('GET /wallet/bank/moves/:id', { id: props.id }), isUnderWay)
  const links = loadLinks()
  return (
    <Page title={t('bank.move')}>
      <Show
        when={move.data()}
        fallback={
          <Show when={move.code()} fallback={<Skeleton rows={3} />}>
            {code => <Empty icon="alert" title={refusal(code())} />}
          </Show>
        }
      >
        {now => <Standing move={now()} link={links.data()?.find(link => link.id === now().link)} />}
      </Show>
    </Page>
  )
}

function Standing(props: { move: BankMove; link: BankLink | undefined }) {
  const look = () => LOOKS[props.move.state]
  const incoming = () => props.move.direction === 'in'
  return (
    <>
      <section class={`bank-state ${look().tone}`}>
        <span class="bank-seal">
          <Icon name={look().icon} />
        </span>
        <p class="bank-amount">{inMoney(props.move.amount, props.move.currency)}</p>
        <div role="status">
          <h2>{stateName(props.move)}</h2>
          <p>
            {props.move.state === 'rejected'
              ? reasonText(props.move)
              : t(`bank.${props.move.direction}.${props.move.state}`)}
          </p>
        </div>
      </section>
      <Group>
        <Cell title={t('bank.what')} value={t(incoming() ? 'bank.in' : 'bank.out')} />
        <Show when={props.link}>{link => <Cell title={t('bank.account.one')} value={linkName(link())} />}</Show>
        <Cell title={t('bank.begun_at')} value={fullTime(props.move.createdAt, language())} />
        <Show when={!isUnderWay(props.move)}>
          <Cell title={t('bank.ended_at')} value={fullTime(props.move.changedAt, language())} />
        </Show>
      </Group>
      <div class="big-action">
        <Button kind={isUnderWay(props.move) ? 'plain' : 'primary'} onClick={back}>
          {t('close')}
        </Button>
      </div>
    </>
  )
}
