import type { Merchant, MerchantTransfer } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime, listTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { Answer } from '../ui/answer.tsx'
import { Cell, Empty, Group } from '../ui/controls.tsx'
import type { IconName } from '../ui/icon.tsx'
import { More, paged } from '../ui/paged.tsx'
import { now } from '../ui/state.ts'
import { amountOf } from '../pay/parts.tsx'
import { DeskPage, loadOfShop, type OfShop } from './parts.tsx'
import { modeOf } from './state.ts'

const LOOKS: Record<MerchantTransfer['state'], { icon: IconName; tint: string }> = {
  WAIT_USER_CONFIRM: { icon: 'clock', tint: '#9a5b00' },
  SUCCESS: { icon: 'check', tint: '#07803f' },
  FAIL: { icon: 'alert', tint: '#bd3a4a' },
  CANCELLED: { icon: 'undo', tint: '#56605b' },
}

/** Money that a shop's programs gave to people, newest first, and whether they took it. */
export function Transfers(props: { shop: Merchant }) {
  const shop = () => props.shop.id
  const ask = async (input: OfShop & { before?: string }) => {
    const { transfers: rows, more } = await call('GET /merchants/:id/transfers', input)
    return { rows, more }
  }
  const first = loadOfShop(shop, ask)
  const list = paged(
    first,
    before => ask({ id: shop(), mode: modeOf(shop()), before }),
    () => modeOf(shop()),
  )
  return (
    <DeskPage shop={props.shop} title={t('transfers.title')}>
      <Answer loaded={first}>
        {() => (
          <Show
            when={list.rows().length > 0}
            fallback={<Empty icon="transfer" title={t('transfers.none')} text={t('transfers.none.text')} />}
          >
            <Group note={t('transfers.note')}>
              <For each={list.rows()}>{one => <TransferCell one={one} />}</For>
            </Group>
            <More list={list} />
          </Show>
        )}
      </Answer>
    </DeskPage>
  )
}

const TransferCell = (props: { one: MerchantTransfer }) => (
  <Cell
    {...LOOKS[props.one.state]}
    title={props.one.remark}
    note={
      <>
        {listTime(props.one.createdAt, now(), language())}
        {' · '}
        {t(`transfers.state.${props.one.state}`, {
          date: fullTime(
            props.one.state === 'WAIT_USER_CONFIRM' ? props.one.expiresAt : props.one.changedAt,
            language(),
          ),
        })}
        <Show when={props.one.redPacket}>{` · ${t('transfers.packet')}`}</Show>
        {' · '}
        <span class="bill-id">{props.one.outBillNo}</span>
      </>
    }
    value={amountOf(props.one.amount, props.one.currency)}
  />
)
