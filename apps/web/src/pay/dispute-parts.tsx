import type { Dispute } from '@plaza/contract'
import { DISPUTE_TEXT_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, For, Show, type JSX } from 'solid-js'
import { uuidv7 } from '../engine/ids.ts'
import { fullTime, listTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { Button, Cell, Field, Group } from '../ui/controls.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { now } from '../ui/state.ts'
import { amountOf, shopName } from './parts.tsx'
import '../styles/disputes.css'

export type Side = Dispute['messages'][number]['by']

/** It waits for somebody. */
export const isOpenDispute = ({ state }: Dispute): boolean => state === 'open' || state === 'proposed'

const ICONS: Record<Dispute['state'], IconName> = {
  open: 'clock',
  proposed: 'clock',
  refunded: 'undo',
  released: 'check',
  withdrawn: 'check',
}

/** One dispute in a list. */
export const DisputeCell = (props: { dispute: Dispute; title: string; current?: boolean; onClick: () => void }) => (
  <Cell
    icon={ICONS[props.dispute.state]}
    tint={isOpenDispute(props.dispute) ? '#9a5b00' : '#56605b'}
    title={props.title}
    note={`${listTime(props.dispute.createdAt, now(), language())} · ${t(`dispute.state.${props.dispute.state}`)}`}
    value={amountOf(props.dispute.amount, props.dispute.currency)}
    current={props.current ?? false}
    onClick={props.onClick}
  />
)

/** A dispute as one of its sides sees it: what it is about, what was said, and what this side may do. */
export function DisputeView(props: {
  dispute: Dispute
  as: Side
  /** Who the payer and the shop are to this side. */
  children?: JSX.Element
  onSay?: (message: { message: string; text: string }) => Promise<unknown>
}) {
  const sum = (minor: string) => amountOf(minor, props.dispute.currency)
  return (
    <>
      <div class="order-head">
        <p>{t(`dispute.reason.${props.dispute.reason}`)}</p>
        <p class="order-amount">{sum(props.dispute.amount)}</p>
        <p class="shop-state" data-state={isOpenDispute(props.dispute) ? 'WAIT' : 'OVER'}>
          <Icon name={ICONS[props.dispute.state]} />
          {t(`dispute.state.${props.dispute.state}`)}
        </p>
        <p class="dispute-means">{meaning(props.dispute, props.as)}</p>
      </div>
      <Group>
        <Cell title={t('order.shop')} value={shopName(props.dispute.merchant)} />
        <Show when={props.dispute.description !== props.dispute.merchant.name && props.dispute.description}>
          {what => <Cell title={t('order.what')} note={what()} />}
        </Show>
        <Cell title={t('dispute.held')} value={sum(props.dispute.held)} />
        <Cell title={t('dispute.opened')} note={<time>{fullTime(props.dispute.createdAt, language())}</time>} />
        <Show when={props.dispute.endedAt}>
          {at => <Cell title={t('dispute.ended')} note={<time>{fullTime(at(), language())}</time>} />}
        </Show>
        <Show when={props.dispute.why}>{why => <Cell title={t('dispute.why')} note={why()} />}</Show>
      </Group>
      <section class="dispute-said" aria-label={t('dispute.said')}>
        <h2>{t('dispute.said')}</h2>
        <ol>
          <For each={props.dispute.messages}>
            {one => (
              <li classList={{ mine: one.by === props.as }}>
                <span>
                  <b>{t(one.by === props.as ? 'dispute.side.me' : `dispute.side.${one.by}`)}</b>{' '}
                  <time>{listTime(one.at, now(), language())}</time>
                </span>
                <p>{one.text}</p>
              </li>
            )}
          </For>
        </ol>
      </section>
      <Show when={isOpenDispute(props.dispute) && props.onSay}>{say => <SayForm onSay={say()} />}</Show>
      {props.children}
    </>
  )
}

/** How it stands in a sentence, and what comes next. */
function meaning(dispute: Dispute, as: Side): string {
  switch (dispute.state) {
    case 'open':
    case 'proposed':
      return t(as === 'payer' ? 'dispute.means.payer' : 'dispute.means.open')
    case 'refunded':
      return t('dispute.means.refunded', { amount: amountOf(dispute.refund ?? dispute.amount, dispute.currency) })
    case 'released':
    case 'withdrawn':
      return t(`dispute.means.${dispute.state}`)
  }
}

/** Adds to what was said. */
function SayForm(props: { onSay: (message: { message: string; text: string }) => Promise<unknown> }) {
  const [text, setText] = createSignal('')
  const attempts = tries()
  let message = uuidv7()
  const send = async () => {
    await props.onSay({ message, text: text().trim() })
    setText('')
    message = uuidv7()
  }
  return (
    <form
      class="form dispute-say"
      onSubmit={event => {
        event.preventDefault()
        if (text().trim() !== '') void attempts.run(send)
      }}
    >
      <Field
        label={t('dispute.add')}
        value={text()}
        maxlength={DISPUTE_TEXT_LENGTH_MAX}
        multiline
        onInput={value => {
          message = uuidv7()
          setText(value)
        }}
      />
      <FormError code={attempts.except([])} />
      <Button type="submit" busy={attempts.busy()} disabled={text().trim() === ''}>
        {t('dispute.send')}
      </Button>
    </form>
  )
}
