import type { Merchant, Settlement } from '@plaza/contract'
import { createSignal, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { hasSentence, language, t, type Key } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Answer } from '../ui/answer.tsx'
import { Button, Cell, Group } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { amountOf } from '../pay/parts.tsx'
import { saveFile } from '../wallet/bills-file.ts'
import { DeskPage, loadOfShop } from './parts.tsx'
import { toneOf } from './settlements.tsx'

/** What was sent to the bank on a day, of what it is made, and its statement to keep. */
export function SettlementDetail(props: { shop: Merchant; settlement: string }) {
  const of = () => ({ id: props.shop.id, settlement: props.settlement })
  const loaded = loadOfShop(
    () => props.shop.id,
    () => call('GET /merchants/:id/settlements/:settlement', of()),
    () => props.settlement,
  )
  return (
    <DeskPage shop={props.shop} title={t('settle.one')}>
      <Answer loaded={loaded}>
        {data => (
          <>
            <Head one={data()} />
            <Sums one={data()} />
            <Files of={of()} />
          </>
        )}
      </Answer>
    </DeskPage>
  )
}

function Head(props: { one: Settlement }) {
  const reason = () => {
    const key = `bank.reason.${props.one.reason ?? ''}`
    return hasSentence(key) ? t(key as Key) : t('bank.reason.other', { code: props.one.reason ?? '' })
  }
  return (
    <div class="order-head">
      <p>{t('settle.to', { ending: props.one.ending })}</p>
      <p class="order-amount">{amountOf(props.one.amount, props.one.currency)}</p>
      <p class="shop-state" data-state={props.one.state === 'settled' ? 'SUCCESS' : ''}>
        <Icon name={toneOf(props.one).icon} />
        {t(`bank.state.${props.one.state}`)}
      </p>
      <Show when={props.one.state === 'rejected'}>
        <p class="settle-why">
          {reason()} {t('settle.rejected.text')}
        </p>
      </Show>
    </div>
  )
}

/** Line by line as it is added up; what came to nothing is left out. */
function Sums(props: { one: Settlement }) {
  const sum = (minor: string) => amountOf(minor, props.one.currency)
  const less = (minor: string) => sum((-BigInt(minor)).toString())
  return (
    <Group note={t('settle.sums.note')}>
      <Cell title={t('shop.payments', { count: props.one.payments })} value={sum(props.one.paid)} />
      <Show when={props.one.refunded !== '0'}>
        <Cell title={t('settle.refunds', { count: props.one.refunds })} value={less(props.one.refunded)} />
      </Show>
      <Show when={props.one.other !== '0'}>
        <Cell title={t('settle.other')} note={t('settle.other.note')} value={sum(props.one.other)} />
      </Show>
      <Show when={props.one.fee !== '0'}>
        <Cell title={t('settle.fee')} value={less(props.one.fee)} />
      </Show>
      <Cell title={t('settle.made')} note={<time>{fullTime(props.one.createdAt, language())}</time>} />
      <Cell title={t('settle.number')} note={<span class="bill-id">{props.one.id}</span>} />
    </Group>
  )
}

const FORMATS = ['csv', 'camt053'] as const

/** Every booking of it as a file: for a spreadsheet, or for a program that keeps books. */
function Files(props: { of: { id: string; settlement: string } }) {
  const [busy, setBusy] = createSignal<(typeof FORMATS)[number]>()
  const fetch = async (format: (typeof FORMATS)[number]) => {
    setBusy(format)
    await tried(async () =>
      saveFile(await call('GET /merchants/:id/settlements/:settlement/statement', { ...props.of, format })),
    )
    setBusy(undefined)
  }
  return (
    <div class="big-action">
      <Button kind="primary" icon="download" busy={busy() === 'csv'} onClick={() => void fetch('csv')}>
        {t('settle.csv')}
      </Button>
      <Button icon="download" busy={busy() === 'camt053'} onClick={() => void fetch('camt053')}>
        {t('settle.camt')}
      </Button>
    </div>
  )
}
