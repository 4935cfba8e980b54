import { Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { Empty } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { stateName } from '../wallet/bank-state.ts'
import { inMoney } from '../wallet/state.ts'
import { Desk, Table } from './parts.tsx'

/** Operators: what the daily comparison with the bank's statement could not explain, and what the bank is silent about. */
export function SuspenseDesk() {
  const loaded = load(
    () => 0,
    () => call('GET /wallet/office/suspense'),
  )
  return (
    <Desk title={t('desk.suspense')} loaded={loaded}>
      {data => (
        <>
          <p class="desk-note">
            <Show when={data().reconciledTo} fallback={t('desk.reconciled.never')}>
              {day => t('desk.reconciled', { day: day() })}
            </Show>
          </p>
          <Show
            when={data().items.length > 0}
            fallback={<Empty icon="check" title={t('desk.suspense.none')} text={t('desk.suspense.none.text')} />}
          >
            <section class="desk-part">
              <h2>{t('desk.suspense.items')}</h2>
              <Table
                name={t('desk.suspense.items')}
                heads={[t('desk.why'), t('desk.amount'), t('desk.day'), t('desk.age'), t('desk.ref')]}
                numbers={[1, 3]}
                rows={data().items}
                cells={item => [
                  t(`desk.why.${item.why}`),
                  `${item.direction === 'credit' ? '+' : '−'}${inMoney(item.amount, item.currency)}`,
                  item.day,
                  t('desk.days', { count: item.ageDays }),
                  <code>{item.ref}</code>,
                ]}
              />
            </section>
          </Show>
          <Show when={data().unknown.length > 0}>
            <section class="desk-part">
              <h2>{t('desk.unknown')}</h2>
              <Table
                name={t('desk.unknown')}
                heads={[t('desk.what'), t('desk.amount'), t('desk.outcome'), t('desk.when'), t('desk.ref')]}
                numbers={[1]}
                rows={data().unknown}
                cells={move => [
                  t(move.direction === 'in' ? 'bank.in' : 'bank.out'),
                  inMoney(move.amount, move.currency),
                  stateName(move),
                  fullTime(move.createdAt, language()),
                  <code>{move.id}</code>,
                ]}
              />
            </section>
          </Show>
        </>
      )}
    </Desk>
  )
}
