import type { BankLink, BankMove } from '@plaza/contract'
import { createSignal, Match, onMount, Show, Switch } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, refusal, t } from '../i18n.ts'
import { back, push, replaceTop } from '../router.ts'
import { tried } from '../screens/open.ts'
import { Button, Cell, Empty, Group, Skeleton } from '../ui/controls.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { isUnderWay, linkName, loadLinks, reasonText, stateName, watched } from './bank-state.ts'
import { AmountForm, Choices, type Sum } from './pay-form.tsx'
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
  const [link, setLink] = createSignal(props.links[0]!)
  const move = async (sum: Sum) => {
    const inward = props.direction === 'in'
    const proof = await confirmPayment({
      command: { do: inward ? 'top_up' : 'withdraw', to: link().id, ...sum },
      to: t(inward ? 'bank.from' : 'bank.to', { account: linkName(link()) }),
    })
    if (!proof) return
    const route = inward ? 'POST /wallet/bank/top-ups' : 'POST /wallet/bank/withdrawals'
    await call(route, { link: link().id, ...sum, proof })
    replaceTop(`/me/wallet/bank/moves/${sum.id}`)
  }
  return (
    <AmountForm currency={props.currency} go={t(props.direction === 'in' ? 'bank.in' : 'bank.out')} onSubmit={move}>
      {change => (
        <>
          <p class="note">{t('pay.balance', { amount: inMoney(wallet()!.balance, props.currency) })}</p>
          <Choices
            title={t(props.direction === 'in' ? 'bank.which_from' : 'bank.which_to')}
            choices={props.links.map(one => ({ value: one.id, title: linkName(one) }))}
            chosen={link().id}
            onChoose={id => change(() => setLink(props.links.find(one => one.id === id)!))}
          />
        </>
      )}
    </AmountForm>
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
