import type { Split } from '@plaza/contract'
import { REMINDERS_PER_SPLIT_MAX } from '@plaza/contract/limits'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { listOf, t } from '../i18n.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { load } from '../ui/load.ts'
import { nameOf } from '../ui/names.ts'
import { confirm, Sheet } from '../ui/sheet.tsx'
import { store } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { tried } from '../screens/open.ts'
import { payAsked } from './request-pay.ts'
import { calledHere } from './split-people.tsx'
import { inMoney } from './state.ts'

export type SplitFacts = Omit<Split, 'id' | 'conversation'>

/** How much came in, as a bar and in words. */
export const SplitBar = (props: { facts: SplitFacts }) => {
  const percent = () => Number((BigInt(props.facts.paid) * 100n) / BigInt(props.facts.total))
  return (
    <span class="split-bar">
      <span class="split-track" aria-hidden="true">
        <i style={{ 'inline-size': `${percent()}%` }} />
      </span>
      <span>
        {t('split.progress', {
          paid: inMoney(props.facts.paid, props.facts.currency),
          total: inMoney(props.facts.total, props.facts.currency),
        })}
      </span>
    </span>
  )
}

/** Who has paid and who has not, and what I can do about it. `onChange`: where nobody else tells how it stands. */
export function SplitSheet(props: { id: string; facts: SplitFacts; onChange?: () => void; onClose: () => void }) {
  const me = store().myId
  const mine = () => props.facts.shares.find(share => share.person === me)
  const own = () =>
    props.facts.shares.reduce((rest, share) => rest - BigInt(share.amount), BigInt(props.facts.total)).toString()
  const amount = (minor: string) => inMoney(minor, props.facts.currency)
  return (
    <Sheet title={t('split.foot')} onClose={props.onClose}>
      <div class="pay">
        <p class="pay-to">
          {props.facts.from === me ? t('split.collects.me') : t('split.collects', { name: nameOf(props.facts.from) })}
        </p>
        <p class="pay-amount">{amount(props.facts.total)}</p>
        <Show when={props.facts.note}>
          <p class="pay-note">{props.facts.note}</p>
        </Show>
        <SplitBar facts={props.facts} />
        <Show when={props.facts.state !== 'open'}>
          <p class="pay-balance" role="status">
            {t(`split.${props.facts.state as 'done' | 'closed'}`)}
          </p>
        </Show>
        <ul class="split-shares">
          <Show when={own() !== '0'}>
            <Share person={props.facts.from} amount={amount(own())} state="paid" />
          </Show>
          <For each={props.facts.shares}>
            {share => <Share person={share.person} amount={amount(share.amount)} state={share.state} />}
          </For>
        </ul>
        <OnTheBill id={props.id} currency={props.facts.currency} />
        <Show when={props.facts.from === me && props.facts.state === 'open'}>
          <Collecting {...props} />
        </Show>
        <Show when={mine()?.state === 'open'}>
          <Owing {...props} share={mine()!} />
        </Show>
      </div>
    </Sheet>
  )
}

/** What was on the bill, where it was split item by item; the card in the group tells only who owes what. */
function OnTheBill(props: { id: string; currency: string }) {
  const split = load(
    () => props.id,
    () => call('GET /wallet/splits/:id', { id: props.id }),
  )
  return (
    <Show when={split.data()?.items}>
      {items => (
        <details class="split-bill">
          <summary>{t('split.bill', { count: items().length })}</summary>
          <ul>
            <For each={items()}>
              {(item, n) => (
                <li>
                  <span class="split-who">
                    <b>{item.name ?? t('split.item', { n: n() + 1 })}</b>
                    <span>{listOf(item.people.map(calledHere))}</span>
                  </span>
                  <span class="split-part">{inMoney(item.amount, props.currency)}</span>
                </li>
              )}
            </For>
          </ul>
        </details>
      )}
    </Show>
  )
}

const Share = (props: { person: string; amount: string; state: Split['shares'][number]['state'] }) => (
  <li classList={{ paid: props.state === 'paid' }}>
    <Avatar person={props.person} size="s" />
    <span class="split-who">
      <b>{calledHere(props.person)}</b>
      <span>
        <Show when={props.state === 'paid'}>
          <Icon name="check" />
        </Show>
        {t(`split.${props.state}`)}
      </span>
    </span>
    <span class="split-part">{props.amount}</span>
  </li>
)

type Acting = { id: string; facts: SplitFacts; onChange?: () => void }

function acting(props: Acting) {
  const [busy, setBusy] = createSignal(false)
  const act = async (what: () => Promise<unknown>) => {
    setBusy(true)
    const done = await tried(what)
    setBusy(false)
    props.onChange?.()
    return done
  }
  return { busy, act }
}

/** What whoever collects may do: remind a few times, or let the rest go. */
function Collecting(props: Acting) {
  const { busy, act } = acting(props)
  const left = () => Math.max(0, REMINDERS_PER_SPLIT_MAX - props.facts.reminders)
  const remind = async () => {
    if (await act(() => call('POST /wallet/splits/:id/remind', { id: props.id }))) toast(t('split.reminded'))
  }
  const close = async () => {
    const sure = { title: t('split.close.sure'), text: t('split.close.text'), ok: t('split.close'), danger: true }
    if (await confirm(sure)) await act(() => call('POST /wallet/splits/:id/close', { id: props.id }))
  }
  return (
    <>
      <p class="pay-balance">{t('split.remind.left', { count: left() })}</p>
      <div class="sheet-actions">
        <Button kind="danger" busy={busy()} onClick={() => void close()}>
          {t('split.close')}
        </Button>
        <Button kind="primary" busy={busy()} disabled={left() === 0} onClick={() => void remind()}>
          {t('split.remind')}
        </Button>
      </div>
    </>
  )
}

/** What whoever owes a share may do. */
function Owing(props: Acting & { share: Split['shares'][number] }) {
  const { busy, act } = acting(props)
  const asked = () => ({
    id: props.share.id,
    from: props.facts.from,
    amount: props.share.amount,
    currency: props.facts.currency,
  })
  return (
    <>
      <p class="pay-balance">
        {t('split.share')}: <b>{inMoney(props.share.amount, props.facts.currency)}</b>
      </p>
      <div class="sheet-actions">
        <Button
          busy={busy()}
          onClick={() => void act(() => call('POST /wallet/requests/:id/decline', { id: props.share.id }))}
        >
          {t('request.decline')}
        </Button>
        <Button kind="primary" busy={busy()} onClick={() => void act(() => payAsked(asked()))}>
          {t('request.pay')}
        </Button>
      </div>
    </>
  )
}
