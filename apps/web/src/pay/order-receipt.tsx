import type { PayOrder } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { back, push } from '../router.ts'
import { Button, Cell, Group } from '../ui/controls.tsx'
import { copyText } from '../ui/copy.ts'
import { Icon } from '../ui/icon.tsx'
import { DisputeSheet } from './dispute-open.tsx'
import { DisputeCell, isOpenDispute } from './dispute-parts.tsx'
import { loadMine } from './my-disputes.tsx'
import { amountOf, Outcome, shopName, TestBand, whatOf } from './parts.tsx'

/** A receipt of what I paid to a shop, with what came back of it. `fresh` right after paying. */
export function OrderReceipt(props: { order: PayOrder; fresh: boolean }) {
  const sum = (minor: string) => amountOf(minor, props.order.currency)
  const refunded = () => BigInt(props.order.refunded ?? '0')
  return (
    <div class="order" classList={{ fresh: props.fresh }}>
      <Show when={props.order.test}>
        <TestBand />
      </Show>
      <Outcome kind="good" title={t('order.done')} amount={sum(props.order.amount)}>
        <p>{t('order.done.to', { name: shopName(props.order.merchant) })}</p>
      </Outcome>
      <Show when={refunded() > 0n}>
        <p class="order-back" role="status">
          <Icon name="undo" />
          <span>
            {refunded() === BigInt(props.order.amount)
              ? t('order.back.all', { amount: sum(props.order.amount) })
              : t('order.back.part', { amount: sum(refunded().toString()) })}
          </span>
        </p>
      </Show>
      <Group>
        <Cell title={t('order.shop')} value={shopName(props.order.merchant)} />
        <Show when={whatOf(props.order)}>{what => <Cell title={t('order.what')} note={what()} />}</Show>
        <Show when={props.order.paidAt}>
          {at => <Cell title={t('bill.time')} note={<time>{fullTime(at(), language())}</time>} />}
        </Show>
        <Cell
          title={t('order.number')}
          note={<span class="bill-id">{props.order.id}</span>}
          end={
            <button
              type="button"
              class="icon-button"
              aria-label={t('bill.copy')}
              onClick={() => void copyText(props.order.id, 'bill.copied')}
            >
              <Icon name="copy" />
            </button>
          }
        />
      </Group>
      <Show when={!props.order.test}>
        <Questioned order={props.order} />
      </Show>
      <div class="order-do">
        <Button kind="primary" onClick={back}>
          {t('done')}
        </Button>
      </div>
    </div>
  )
}

/** What I questioned of it, and the way to question what is left. */
function Questioned(props: { order: PayOrder }) {
  const [opening, setOpening] = createSignal(false)
  const mine = loadMine()
  const about = () => (mine.data() ?? []).filter(one => one.order === props.order.id)
  const isLeft = () => BigInt(props.order.refunded ?? '0') < BigInt(props.order.amount)
  return (
    <>
      <Show when={about().length > 0}>
        <Group title={t('disputes.title')}>
          <For each={about()}>
            {one => (
              <DisputeCell
                dispute={one}
                title={t(`dispute.reason.${one.reason}`)}
                onClick={() => push(`/me/wallet/disputes/${one.id}`)}
              />
            )}
          </For>
        </Group>
      </Show>
      <Show when={mine.data() && isLeft() && !about().some(isOpenDispute)}>
        <Group>
          <Cell
            icon="alert"
            tint="#9a5b00"
            title={t('dispute.open')}
            note={t('dispute.open.note')}
            onClick={() => setOpening(true)}
          />
        </Group>
      </Show>
      <Show when={opening()}>
        <DisputeSheet
          order={props.order}
          onClose={() => setOpening(false)}
          onOpened={({ id }) => {
            void mine.again()
            push(`/me/wallet/disputes/${id}`)
          }}
        />
      </Show>
    </>
  )
}
