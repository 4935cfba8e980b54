import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { language, t } from '../i18n.ts'
import { Bars } from '../makers/chart.tsx'
import { daysUntil, drawn } from '../makers/figures.ts'
import { Cell, Group } from '../ui/controls.tsx'
import { now } from '../ui/state.ts'
import { Desk, loadDesk, Table } from './parts.tsx'
import '../styles/makers.css'

const DAYS = 30
const number = (value: number): string => new Intl.NumberFormat(language()).format(value)

/** Operators: how much mini programs are used, day by day, and which most; nothing that tells who. */
export function ProgramTotals() {
  const loaded = loadDesk(() => call('GET /makers/numbers', { days: DAYS }))
  const days = daysUntil(now(), DAYS)
  const of = (what: 'opens' | 'people' | 'errors' | 'payments') => [
    {
      name: '',
      values: days.map(day => {
        const value = loaded.data()?.days.find(one => one.day === day)?.[what]
        return value === undefined ? undefined : drawn(value)
      }),
    },
  ]
  return (
    <Desk title={t('reviews.totals')} loaded={loaded}>
      {data => (
        <>
          <Group>
            <Cell title={t('totals.programs')} value={number(data().programs)} />
            <Cell title={t('totals.waiting')} value={number(data().waiting)} />
          </Group>
          <div class="charts">
            <Bars title={t('numbers.opens')} days={days} series={of('opens')} />
            <Bars title={t('numbers.people')} days={days} series={of('people')} />
            <Bars title={t('numbers.errors')} days={days} series={of('errors')} />
            <Bars title={t('numbers.payments')} days={days} series={of('payments')} />
          </div>
          <Show when={data().top.length > 0}>
            <Group title={t('totals.top')}>
              <For each={data().top}>{one => <Cell title={one.name} value={number(one.opens)} />}</For>
            </Group>
          </Show>
          <details class="made-part">
            <summary>{t('numbers.table')}</summary>
            <Table
              name={t('numbers.table')}
              heads={[
                t('numbers.day'),
                t('numbers.opens'),
                t('numbers.people'),
                t('numbers.errors'),
                t('numbers.payments'),
              ]}
              rows={data().days}
              numbers={[1, 2, 3, 4]}
              cells={one => [
                one.day,
                number(one.opens),
                typeof one.people === 'number' ? number(one.people) : one.people,
                number(one.errors),
                number(one.payments),
              ]}
            />
          </details>
          <p class="note center made-hint">{t('totals.note')}</p>
        </>
      )}
    </Desk>
  )
}
