import type { Bill } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { Answer } from '../ui/answer.tsx'
import { Cell, Group } from '../ui/controls.tsx'
import { copyText } from '../ui/copy.ts'
import { Icon } from '../ui/icon.tsx'
import { load, type Loaded } from '../ui/load.ts'
import { nameOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { openPerson, tried } from '../screens/open.ts'
import { BillFace, CATEGORIES, kindOfBill, signed, titleOfBill } from './bill-line.tsx'
import { exactTime } from './bills-time.ts'
import { inMoney } from './state.ts'
import '../styles/wallet.css'
import '../styles/bills.css'

/** The receipt of one payment. */
export function BillPage(props: { id: string }) {
  const bill = load(
    () => props.id,
    () => call('GET /wallet/bills/:id', { id: props.id }),
  )
  return (
    <Page title={t('bill.title')}>
      <Answer loaded={bill} rows={6}>
        {known => <Receipt bill={known()} set={bill.set} />}
      </Answer>
    </Page>
  )
}

function Receipt(props: { bill: Bill; set: Loaded<Bill>['set'] }) {
  return (
    <>
      <div class="bill-head">
        <BillFace bill={props.bill} size="l" />
        <p>{titleOfBill(props.bill)}</p>
        <p class="bill-sum" classList={{ in: props.bill.direction === 'in' }}>
          {signed(props.bill)}
        </p>
        <p class="bill-way">{t(`bill.direction.${props.bill.direction}`)}</p>
      </div>
      <Group>
        <Show when={props.bill.person}>
          {person => (
            <Cell
              title={t(props.bill.direction === 'in' ? 'bill.from' : 'bill.to')}
              value={nameOf(person())}
              onClick={() => openPerson(person())}
            />
          )}
        </Show>
        <Cell title={t('bill.kind')} value={kindOfBill(props.bill)} />
        <Show when={props.bill.note}>
          <Cell title={t('bill.note')} note={props.bill.note} />
        </Show>
        <Cell title={t('bill.time')} note={<time>{exactTime(props.bill.at)}</time>} />
        <Cell title={t('bill.balance')} value={inMoney(props.bill.balance, props.bill.currency)} />
      </Group>
      <Group note={t('bill.category.note')}>
        <CategoryCell bill={props.bill} set={props.set} />
      </Group>
      <Group>
        <Cell
          title={t('bill.id')}
          note={<span class="bill-id">{props.bill.id}</span>}
          end={
            <button
              type="button"
              class="icon-button"
              aria-label={t('bill.copy')}
              onClick={() => void copyText(props.bill.id, 'bill.copied')}
            >
              <Icon name="copy" />
            </button>
          }
        />
      </Group>
    </>
  )
}

function CategoryCell(props: { bill: Bill; set: Loaded<Bill>['set'] }) {
  const choose = (category: Bill['category']) =>
    tried(async () => props.set(await call('PUT /wallet/bills/:id/category', { id: props.bill.id, category })))
  return (
    <label class="cell choice-cell">
      <span class="cell-text">
        <span class="cell-title">{t('bill.category')}</span>
      </span>
      <select
        value={props.bill.category}
        onChange={event => void choose(event.currentTarget.value as Bill['category'])}
      >
        <For each={CATEGORIES}>{one => <option value={one}>{t(`bill.category.${one}`)}</option>}</For>
      </select>
    </label>
  )
}
